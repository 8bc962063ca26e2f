#!/usr/bin/python3
"""Reports in a headless Chromium, driven over its DevTools pipe: browser.py DIR [SCREENSHOTS], DIR as pages.c fills it.

Mouse and keys are sent as the system would send them. Counts what was checked; ends with 1 if anything failed."""
import base64
import fcntl
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTHS = (400, 800, 1400)
# Prints nothing beyond the paper, where nobody can scroll.
PRINTED = ('index.html', 'schemes/rope.html', 'tasks/sort.html', 'claims/copy-offset-beats-rope.html', 'suites/many/index.html')
SITE = ('index.html', 'schemes/index.html', 'schemes/rope.html', 'tasks/sort.html', 'claims/index.html',
        'claims/copy-offset-beats-rope.html', 'suites/many/index.html', 'suites/b-suite-b-*/index.html')


class Browser:
    """One tab. Events pile up in self.events until they are asked for."""

    def __init__(self, profile):
        to_read, self.to = os.pipe()
        self.of, of_write = os.pipe()
        # Chromium reads descriptor 3 and writes 4; both ends first go where placing one does not close the other.
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (to_read, of_write)]
        os.close(to_read)
        os.close(of_write)

        def place():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            ['chromium', '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars',
             f'--user-data-dir={profile}', '--remote-debugging-pipe', 'about:blank'],
            preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in high:
            os.close(fd)
        self.rest, self.count, self.events, self.session = b'', 0, [], None
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(f'{domain}.enable')

    def receive(self):
        while b'\0' not in self.rest:
            more = os.read(self.of, 1 << 20)
            if not more:
                raise SystemExit('browser: chromium ended')
            self.rest += more
        message, self.rest = self.rest.split(b'\0', 1)
        return json.loads(message)

    def call(self, method, **params):
        self.count += 1
        message = {'id': self.count, 'method': method, 'params': params}
        if self.session:
            message['sessionId'] = self.session
        os.write(self.to, json.dumps(message).encode() + b'\0')
        while True:
            answer = self.receive()
            if answer.get('id') == self.count:
                if 'error' in answer:
                    raise SystemExit(f'browser: {method}: {answer["error"]}')
                return answer['result']
            self.events.append(answer)

    def js(self, expression):
        result = self.call('Runtime.evaluate', expression=expression, returnByValue=True)
        if 'exceptionDetails' in result:
            raise SystemExit(f'browser: {expression}: {result["exceptionDetails"]}')
        return result['result'].get('value')

    def open(self, path, width):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call('Page.navigate', url=path.resolve().as_uri())
        while not any(e.get('method') == 'Page.loadEventFired' for e in self.events):
            self.events.append(self.receive())

    def centre(self, expression):
        """Scroll an element into view and say where it is."""
        return self.js(f'(e => {{ e.scrollIntoView({{block: "center", inline: "center"}}); '
                       f'const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})({expression})')

    def mouse(self, kind, at, **more):
        self.call('Input.dispatchMouseEvent', type=kind, x=at[0], y=at[1], **more)

    def hover(self, expression):
        self.mouse('mouseMoved', self.centre(expression))

    def click(self, expression):
        at = self.centre(expression)
        self.mouse('mouseMoved', at)
        self.mouse('mousePressed', at, button='left', clickCount=1)
        self.mouse('mouseReleased', at, button='left', clickCount=1)

    def key(self, name, code, text=''):
        self.call('Input.dispatchKeyEvent', type='keyDown', key=name, code=name, windowsVirtualKeyCode=code, text=text)
        self.call('Input.dispatchKeyEvent', type='keyUp', key=name, code=name, windowsVirtualKeyCode=code)

    def close(self):
        self.session = None
        self.call('Browser.close')
        self.process.wait()


checks = failures = 0


def check(holds, what):
    global checks, failures
    checks += 1
    if not holds:
        failures += 1
        print(f'FAILED: {what}')


# Boxes of the flow that must not meet: children of the page, of a section, of a figure, of the tools.
OVERLAPS = '''(() => {
  const found = [], meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
                                     Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  for (const box of document.querySelectorAll('body, section, figure, nav, fieldset, tr')) {
    const inner = [...box.children].filter(e => e.getClientRects().length && !e.matches('.tip, script, legend'));
    inner.forEach((a, i) => inner.slice(i + 1).forEach(b => {
      if (meet(a.getBoundingClientRect(), b.getBoundingClientRect())) found.push(a.outerHTML.slice(0, 60) + ' | ' + b.outerHTML.slice(0, 60));
    }));
  }
  return found;
})()'''
# What sticks out of the page though nothing scrolls there.
STICKS_OUT = '''[...document.querySelectorAll('body *')].filter(e => !e.closest('.wide, .chart, pre') && e.getClientRects().length &&
  e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 80))'''
CUT = '''[...document.querySelectorAll('p, h1, h2, h3, td, th, pre, svg, li')].filter(e => e.getClientRects().length &&
  e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 80))'''
# Boxes that scroll up and down by themselves.
SCROLLS = '''[...document.querySelectorAll('body *')].filter(e => e.scrollHeight > e.clientHeight + 1 &&
  ['auto', 'scroll'].includes(getComputedStyle(e).overflowY)).map(e => e.outerHTML.slice(0, 80))'''


def is_quiet(browser, where):
    said = [e for e in browser.events if e.get('method') in
            ('Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded', 'Page.javascriptDialogOpening')]
    check(not said, f'{where}: the console says {said[:2]}')
    asked = [e['params']['request']['url'][:80] for e in browser.events if e.get('method') == 'Network.requestWillBeSent']
    check(all(url.startswith(('file:', 'data:')) for url in asked), f'{where}: asks for {asked}')


def is_laid_out(browser, where):
    overlaps, out = browser.js(OVERLAPS), browser.js(STICKS_OUT)
    check(not overlaps, f'{where}: overlap: {overlaps[:3]}')
    check(not out, f'{where}: beyond the page: {out[:3]}')
    check(browser.js('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), f'{where}: scrolls sideways')


def column(browser, name, of='How far'):
    """The cells below a header in the table of the section whose heading begins so."""
    return browser.js(f'''(() => {{
      const table = [...document.querySelectorAll('section')].find(s => s.querySelector('h2').textContent.startsWith('{of}')).querySelector('table');
      const at = [...table.tHead.rows[0].cells].findIndex(h => h.textContent === '{name}');
      return [...table.tBodies[0].rows].map(r => r.cells[at].textContent);
    }})()''')


def head(name, of='How far'):
    return (f"[...[...document.querySelectorAll('section')].find(s => s.querySelector('h2').textContent.startsWith('{of}'))"
            f".querySelectorAll('th button')].find(b => b.textContent === '{name}')")


def chip(key, name):
    return f"document.querySelector('.tools button[data-{key}=\"{name}\"]')"


def first_number(word):
    word = word.removeprefix('at least ').removesuffix('x')
    return 0 if word.startswith('no ') else float(word)


POINTS = "document.querySelectorAll('#accuracy-sort g[data-scheme=rope] .pt')"
TIP = "(t => t.hidden ? '' : t.textContent)(document.querySelector('.tip'))"


def sorts(browser, where):
    before = column(browser, 'scheme')
    browser.click(head('scheme'))
    check(column(browser, 'scheme') == sorted(before), f'{where}: a click sorts')
    browser.click(head('scheme'))
    check(column(browser, 'scheme') == sorted(before, reverse=True), f'{where}: another turns it round')
    browser.js(head('90 % to') + '.focus()')
    browser.key('Enter', 13, '\r')
    far = column(browser, '90 % to')
    known = [first_number(word) for word in far if word != '-']
    check(len(known) > 5 and known == sorted(known), f'{where}: Enter sorts by number: {far}')
    check('-' not in far[:len(known)], f'{where}: what is missing comes last')
    check(browser.js(head('90 % to') + ".closest('th').getAttribute('aria-sort')") == 'ascending', f'{where}: aria-sort')


def highlights(browser, where):
    browser.click(chip('scheme', 'rope'))
    charts = browser.js('''[...document.querySelectorAll('svg')].filter(s => s.querySelector('[data-scheme=rope]')).map(s =>
      [...s.querySelectorAll('[data-scheme]')].every(e => e.classList.contains('dim') === (e.dataset.scheme !== 'rope')))''')
    total = browser.js("document.querySelectorAll('svg').length")
    check(len(charts) == total and all(charts), f'{where}: rope stands out in {sum(charts)} of {total} charts')
    check(browser.js('+getComputedStyle(document.querySelector("g[data-scheme=alibi]")).opacity') < 0.5, f'{where}: others are faint')
    samples = browser.js('''[...document.querySelectorAll('#accuracy-sort svg use[data-scheme], #accuracy-sort svg path[data-scheme]')].filter(e =>
      !e.closest('g[data-scheme]')).map(e => [e.dataset.scheme, +getComputedStyle(e).opacity])''')
    check(len(samples) == 16 and all((opacity > 0.5) == (scheme == 'rope') for scheme, opacity in samples), f'{where}: and their samples in the legend: {samples}')
    check(browser.js(chip('scheme', 'rope') + ".getAttribute('aria-pressed')") == 'true', f'{where}: pressed')
    browser.click(chip('scheme', 'rope'))
    check(browser.js("document.querySelectorAll('.dim').length") == 0, f'{where}: and back')
    browser.click("document.querySelector('#accuracy-sort text[data-scheme=alibi]')")
    check(browser.js(chip('scheme', 'alibi') + ".getAttribute('aria-pressed')") == 'true', f'{where}: a click in a chart highlights')
    browser.hover(f'{POINTS}[0]')
    tip = browser.js(TIP)
    check('alibi' not in tip or 'rope' not in tip, f'{where}: what is faint is not said beside what is not')
    browser.click("document.querySelector('.reset')")


def filters(browser, where):
    browser.click(chip('task', 'sort'))
    check(browser.js('''[...document.querySelectorAll('[data-task]:not(button)')].every(e =>
      (e.getClientRects().length === 0) === (e.dataset.task === 'sort'))'''), f'{where}: a task is left out')
    browser.click("document.querySelector('.reset')")
    browser.click("document.querySelector('.tools input')")
    browser.call('Input.insertText', text='ali')
    check(set(column(browser, 'scheme')) > {'alibi'} and browser.js('''[...document.querySelectorAll('tr[data-scheme]')].every(e =>
      (e.getClientRects().length > 0) === e.dataset.scheme.includes('ali'))'''), f'{where}: only schemes with ali')
    browser.click("document.querySelector('.reset')")
    check(browser.js("document.querySelectorAll('.gone, .left-out, .dim').length") == 0, f'{where}: everything is back')


def says_points(browser, where, data):
    header, *rows = [line.split('\t') for line in data.read_text().splitlines()]
    mine = [dict(zip(header, row)) for row in rows if row[header.index('label')] == 'rope' and not row[header.index('variant')] and not row[header.index('seed')]]
    check(browser.js(POINTS + '.length') == len(mine), f'{where}: a text for each point')
    for i, row in enumerate(mine):
        browser.hover(f'{POINTS}[{i}]')
        tip = browser.js(TIP)
        check('rope, sort\nlength' in tip and f'length {float(row["length"]):g} (' in tip and f'median {float(row["median"]):.4g},' in tip and
              'n=8, by seed: 1: ' in tip and ' 8: ' in tip, f'{where}: point {i} says {tip!r}, not {row}')
        inside = browser.js("(r => r.left >= 0 && r.right <= innerWidth)(document.querySelector('.tip').getBoundingClientRect())")
        check(inside, f'{where}: the words of point {i} are on the page')
    first = "document.querySelector('#accuracy-sort .pt')"
    browser.js(first + '.focus()')
    before = browser.js(TIP)
    browser.key('ArrowRight', 39)
    check(before != browser.js(TIP) != '', f'{where}: arrows go from point to point')
    browser.key('Escape', 27)
    check(browser.js(TIP) == '', f'{where}: Escape puts the words away')


def has_panels(browser, where):
    """Every scheme has a panel, in which its points answer; elsewhere those that are drawn."""
    names = browser.js("[...document.querySelectorAll('.tools button[data-scheme]')].map(b => b.dataset.scheme)")
    check(len(names) == 12, f'{where}: {names}')
    for name in names:
        first = f"document.querySelector('#accuracy-sort g[data-scheme=\"{name}\"] .pt')"
        check(browser.js(f'{first} !== null'), f'{where}: points of {name}')
        browser.hover(first)
        check(f'{name}, sort\nlength' in browser.js(TIP), f'{where}: a point of {name} says {browser.js(TIP)!r}')


def wrapped_names_are_one(browser, where):
    """A name in two lines above its panel answers in both."""
    wrapped = 0
    for name in browser.js("[...document.querySelectorAll('.tools button[data-scheme]')].map(b => b.dataset.scheme)"):
        mine = f"document.querySelectorAll('#accuracy-sort text[data-scheme=\"{name}\"]')"
        lines = browser.js(f'{mine}.length')
        wrapped += lines > 1
        for i in range(lines):
            browser.click(f'{mine}[{i}]')
            pressed = browser.js("[...document.querySelectorAll('.tools button[aria-pressed=true][data-scheme]')].map(b => b.dataset.scheme)")
            check(pressed == [name], f'{where}: line {i} of {name} highlights {pressed}')
            check(browser.js(f"[...{mine}].every(t => t.matches('.hot') && !t.matches('.dim'))"), f'{where}: all lines of {name}')
            browser.click("document.querySelector('.reset')")
    check(wrapped > 1, f'{where}: {wrapped} names are in several lines')


def styles(browser, where):
    light = browser.js('getComputedStyle(document.body).backgroundColor')
    browser.call('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': 'dark'}])
    check(browser.js('getComputedStyle(document.body).backgroundColor') != light, f'{where}: dark')
    browser.call('Emulation.setEmulatedMedia', media='print', features=[])
    check(browser.js("document.querySelector('.tools').getClientRects().length") == 0, f'{where}: printed without tools')
    browser.call('Emulation.setEmulatedMedia', media='', features=[])
    fonts = browser.js('''[...new Set([...document.querySelectorAll('svg text, body')].map(e =>
      getComputedStyle(e).fontFamily.split(',')[0].replaceAll('"', '')))]''')
    check(fonts == ['DejaVu Sans'], f'{where}: fonts {fonts}')


def reads_without_script(browser, page, index):
    browser.call('Emulation.setScriptExecutionDisabled', value=True)
    browser.open(page, 800)
    text = browser.call('DOM.getOuterHTML', nodeId=browser.call('DOM.getDocument', depth=-1)['root']['nodeId'])['outerHTML']
    check('class="tools"' not in text and '<table' in text and '<title>rope, sort' in text, 'without script: tables, charts and the words of points')
    browser.open(index, 800)
    text = browser.call('DOM.getOuterHTML', nodeId=browser.call('DOM.getDocument', depth=-1)['root']['nodeId'])['outerHTML']
    check('<form' not in text and text.count('<li') > 100 and '<summary>not judged yet' in text, 'without script: the index and its links')
    browser.call('Emulation.setScriptExecutionDisabled', value=False)


def entries(browser):
    return browser.js("[...document.querySelectorAll('.links li')].filter(e => e.checkVisibility()).map(e => e.querySelector('a').textContent)")


def searches(browser, where):
    every = entries(browser)
    browser.click("document.querySelector('.search input')")
    browser.call('Input.insertText', text='rope')
    found = entries(browser)
    check(0 < len(found) < len(every) and 'rope' in found and 'nope' not in found, f'{where}: searched for rope: {found[:9]}')
    check(browser.js("document.querySelector('.search output').textContent") == f' {len(found)} found', f'{where}: says how many')
    browser.call('Input.insertText', text=' linear biases')
    check(entries(browser) == [], f'{where}: every word has to be there')
    browser.js("document.querySelector('.search input').value = ''")
    browser.call('Input.insertText', text='linear biases')
    check('alibi' in entries(browser), f'{where}: found by what it is: {entries(browser)[:5]}')
    browser.js("(f => { f.value = ''; f.oninput(); })(document.querySelector('.search input'))")
    check(entries(browser) == every, f'{where}: and back')
    browser.call('Input.insertText', text='sandwich')
    browser.key('Enter', 13, '\r')
    while 'schemes/' not in browser.js('location.href'):
        browser.receive()


def is_one_screen(browser, where):
    bottom = browser.js("Math.max(...[...document.querySelectorAll('section')].filter(s => s.querySelector('.links')).map(s => s.getBoundingClientRect().bottom))")
    check(bottom <= 900, f'{where}: its lists end at {bottom:.0f} px')


def folds(browser, where):
    """Claims without a verdict are folded away, a click and a search unfold them."""
    before = len(entries(browser))
    browser.click("document.querySelector('summary')")
    check(len(entries(browser)) > before + 20, f'{where}: unfolded there are {len(entries(browser))} links, folded {before}')
    browser.click("document.querySelector('summary')")
    check(len(entries(browser)) == before, f'{where}: folded again')


def is_printed(browser, page, where):
    browser.call('Emulation.setEmulatedMedia', media='print', features=[])
    browser.open(page, 720)
    cut = browser.js(CUT)
    check(not cut, f'{where}: beyond the paper: {cut[:3]}')
    browser.call('Emulation.setEmulatedMedia', media='', features=[])


def shoot(browser, folder, name):
    if not folder:
        return
    folder.mkdir(parents=True, exist_ok=True)
    shot = browser.call('Page.captureScreenshot', captureBeyondViewport=True)
    (folder / f'{name}.png').write_bytes(base64.b64decode(shot['data']))


def main(pages, shots):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        for width in WIDTHS:
            page = pages / 'plain' / 'report.html'
            browser.open(page, width)
            is_laid_out(browser, f'plain at {width}')
            shoot(browser, shots, f'plain-{width}')
            for part in (sorts, highlights, filters, styles):
                part(browser, f'plain at {width}')
            says_points(browser, f'plain at {width}', pages / 'plain' / 'accuracy-sort.tsv')
            is_laid_out(browser, f'plain at {width}, used')
            if shots:
                browser.call('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': 'dark'}])
                browser.click(chip('scheme', 'rope'))
                browser.hover(f'{POINTS}[5]')
                shoot(browser, shots, f'plain-{width}-dark')
                browser.call('Emulation.setEmulatedMedia', features=[])
            is_quiet(browser, f'plain at {width}')
            browser.open(pages / 'hostile' / 'report.html', width)
            is_laid_out(browser, f'hostile at {width}')
            is_quiet(browser, f'hostile at {width}')
            shoot(browser, shots, f'hostile-{width}')
            browser.open(pages / 'many' / 'report.html', width)
            is_laid_out(browser, f'many at {width}')
            has_panels(browser, f'many at {width}')
            wrapped_names_are_one(browser, f'many at {width}')
            is_quiet(browser, f'many at {width}')
            shoot(browser, shots, f'many-{width}')
        for width in WIDTHS:
            for name in SITE:
                (page,) = pages.glob(f'site/{name}')
                browser.open(page, width)
                is_laid_out(browser, f'site/{name} at {width}')
                if name == 'index.html' and width == 1400:
                    is_one_screen(browser, f'site/{name} at {width}')
                shoot(browser, shots, f'site-{name.replace("/", "-").replace("*", "")}-{width}')
                if name == 'index.html':
                    scrolls = browser.js(SCROLLS)
                    check(not scrolls, f'site/{name} at {width}: scrolls by itself: {scrolls[:3]}')
                    folds(browser, f'site/{name} at {width}')
                    searches(browser, f'site/{name} at {width}')
                is_quiet(browser, f'site/{name} at {width}')
        for name in PRINTED:
            is_printed(browser, pages / 'site' / name, f'site/{name} on paper')
        reads_without_script(browser, pages / 'plain' / 'report.html', pages / 'site' / 'index.html')
        browser.close()
    print(f'browser: {checks - failures} of {checks} checks passed')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
