// What a page can do where scripts run: search an index, sort tables, leave out schemes and tasks, follow a scheme through
// all charts, and say what stands behind a point. Without it the page is the same text, tables and charts. Every element that belongs to
// a scheme or a task says so in data-scheme or data-task.
'use strict';
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (tag, text, properties = {}) => Object.assign(document.createElement(tag), {textContent: text}, properties);
  const distinct = key => [...new Set(all(`[data-${key}]`).map(e => e.dataset[key]))];
  const picked = new Set(), hiddenTasks = new Set();
  let wanted = '';

  // ---- searching an index ----
  // Every word has to occur in an entry's name, what stands behind it, or its title.
  const entries = all('.index .links li'), title = document.querySelector('h1');
  if (entries.length) {
    const form = make('form', '', {className: 'tools search'}), field = make('input', '', {type: 'search'});
    const label = make('label', 'Search schemes, tasks, claims and suites '), found = make('output', '');
    const text = entry => `${entry.textContent} ${entry.title}`.toLowerCase();
    const hidden = entry => entry.classList.contains('gone');
    field.oninput = () => {
      const words = field.value.toLowerCase().split(/\s+/);
      for (const e of entries) e.classList.toggle('gone', !words.every(word => text(e).includes(word)));
      const searched = field.value.trim() !== '';
      const has = part => all('.links li', part).some(e => !hidden(e));
      for (const part of all('section')) part.classList.toggle('left-out', searched && !has(part));
      for (const list of all('.links')) {
        const above = list.previousElementSibling;
        if (above && above.matches('h3')) above.classList.toggle('left-out', all('li', list).every(hidden));
      }
      for (const folded of all('details')) folded.open = searched && has(folded);
      const n = entries.filter(e => !hidden(e)).length;
      found.textContent = field.value.trim() === '' ? '' : n === 1 ? ' 1 found' : ` ${n} found`;
    };
    form.onsubmit = event => {
      event.preventDefault();
      const wanted = field.value.trim().toLowerCase(), left = entries.filter(e => !hidden(e));
      const first = left.find(e => e.querySelector('a').textContent.toLowerCase() === wanted) || left[0];
      if (first && wanted !== '') location.href = first.querySelector('a').href;
    };
    label.append(field, found);
    form.append(label);
    title.after(form);
  }

  // ---- sorting ----
  const number = text => {
    const found = /^(?:at least )?(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)/.exec(text);
    return found ? parseFloat(found[1]) : text.startsWith('no evaluated length') ? 0 : text.startsWith('no fit') ? -1 : NaN;
  };
  const missing = text => text === '' || text === '-';
  const compare = (a, b, numeric) => numeric ? number(a) - number(b) : a.localeCompare(b, 'en', {numeric: true});
  const sortBy = (table, column, down) => {
    const text = row => row.cells[column].textContent.trim();
    const rows = [...table.tBodies[0].rows];
    const numeric = rows.map(text).every(t => missing(t) || !isNaN(number(t)));
    const there = rows.filter(r => !missing(text(r))).sort((a, b) => (down ? -1 : 1) * compare(text(a), text(b), numeric));
    table.tBodies[0].append(...there, ...rows.filter(r => missing(text(r))));
  };
  for (const table of all('table')) {
    const heads = [...table.tHead.rows[0].cells];
    if (table.tBodies[0].rows.length < 2) continue;
    heads.forEach((head, column) => {
      const button = make('button', head.textContent, {type: 'button', title: 'Sort by this column'});
      head.replaceChildren(button);
      button.onclick = () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach(h => h.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        sortBy(table, column, down);
      };
    });
  }

  // ---- schemes and tasks ----
  const show = () => {
    for (const e of all('[data-scheme]')) {
      const scheme = e.dataset.scheme, matches = scheme.toLowerCase().includes(wanted);
      e.classList.toggle(e.tagName === 'TR' || e.tagName === 'BUTTON' ? 'gone' : 'dim', !matches);
      if (matches && e.tagName !== 'TR') e.classList.toggle('dim', picked.size > 0 && !picked.has(scheme));
      e.classList.toggle('hot', picked.has(scheme));
      if (e.tagName === 'BUTTON') e.setAttribute('aria-pressed', picked.has(scheme));
    }
    for (const e of all('[data-task]'))
      if (e.tagName === 'BUTTON')
        e.setAttribute('aria-pressed', !hiddenTasks.has(e.dataset.task));
      else
        e.classList.toggle('left-out', hiddenTasks.has(e.dataset.task));
  };
  const flip = (set, value) => {
    if (!set.delete(value)) set.add(value);
    show();
  };
  const schemes = distinct('scheme'), tasks = distinct('task'), nav = document.querySelector('nav');
  if (nav && schemes.length) {
    const tools = make('form', '', {className: 'tools'});
    tools.setAttribute('aria-label', 'Schemes and tasks');
    tools.onsubmit = event => event.preventDefault();
    const group = (label, names, key, press) => {
      const box = make('fieldset', '');
      box.append(make('legend', label));
      for (const name of names) {
        const button = make('button', name, {type: 'button', onclick: () => press(name)});
        button.dataset[key] = name;
        box.append(button);
      }
      tools.append(box);
      return box;
    };
    const box = group('Highlight schemes in all charts and tables', schemes, 'scheme', name => flip(picked, name));
    const filter = make('input', '', {type: 'search', oninput: () => (wanted = filter.value.trim().toLowerCase(), show())});
    const label = make('label', 'Show only schemes with ');
    label.append(filter);
    box.append(label);
    if (tasks.length > 1) group('Show tasks', tasks, 'task', name => flip(hiddenTasks, name));
    tools.append(make('button', 'Show everything', {
      type: 'button',
      className: 'reset',
      onclick: () => (picked.clear(), hiddenTasks.clear(), wanted = filter.value = '', show())
    }));
    nav.after(tools);
    document.addEventListener('click', event => {
      const of = event.target.closest('svg [data-scheme], td.scheme');
      if (of) flip(picked, (of.closest('[data-scheme]')).dataset.scheme);
    });
    show();
  }

  // ---- what stands behind a point ----
  const tip = make('div', '', {className: 'tip', hidden: true});
  tip.setAttribute('role', 'status');
  document.body.append(tip);
  const near = (a, b) => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2) < 5;
  // Points that lie on one another, the one that was asked for first: only the last drawn can be seen, but none is silent. Faint ones are,
  // where another is not.
  const together = point => {
    const at = point.getBoundingClientRect();
    const others = all('.pt', point.closest('svg')).filter(p => p !== point && near(at, p.getBoundingClientRect()));
    const clear = [point, ...others].filter(p => !p.closest('.dim'));
    return clear.length ? clear : [point];
  };
  const say = point => {
    tip.hidden = !point;
    if (!point) return;
    tip.textContent = together(point).map(p => p.dataset.tip).join('\n\n');
    const at = point.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const right = document.documentElement.clientWidth - own.width - 8;
    tip.style.left = `${Math.max(8, Math.min(at.right + 8, right)) + window.scrollX}px`;
    tip.style.top = `${Math.max(8, at.top - own.height - 8) + window.scrollY}px`;
  };
  const pointOf = event => event.target.closest('.pt');
  for (const svg of all('svg')) {
    const points = all('.pt', svg);
    points.forEach((point, i) => {
      const title = point.querySelector('title');
      point.dataset.tip = title.textContent;
      title.remove(); // else browsers show it beside ours
      point.setAttribute('aria-label', point.dataset.tip);
      point.setAttribute('role', 'img');
      point.setAttribute('tabindex', i ? '-1' : '0');
      point.onkeydown = event => {
        const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
        if (event.key === 'Enter') flip(picked, point.closest('[data-scheme]').dataset.scheme);
        if (!step) return;
        event.preventDefault();
        const next = points[(i + step + points.length) % points.length];
        point.setAttribute('tabindex', '-1');
        next.setAttribute('tabindex', '0');
        next.focus();
      };
    });
  }
  // The point that the keyboard is at keeps its words while the mouse, or the page below it, moves.
  let kept = null;
  document.addEventListener('mouseover', event => say(pointOf(event) || kept));
  document.addEventListener('focusin', event => say(kept = pointOf(event)));
  document.addEventListener('focusout', () => say(kept = null));
  document.addEventListener('keydown', event => event.key === 'Escape' && say(kept = null));
})();
