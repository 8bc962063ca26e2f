# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-formal'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'verdicts'
series = 0.0
rows = 12
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'counters-boolean-arity-hurts'
verdict[1] = 'undecided, 0/1'
effect[1] = '0, bound 0.12'
stale[1] = ''
claim[2] = 'counters-dyck1-carries'
verdict[2] = 'undecided, 2/5'
effect[2] = '0.486, bound 0.5'
stale[2] = ''
claim[3] = 'counters-nope-counts'
verdict[3] = 'undecided, 0/1'
effect[3] = '-0.25, bound 0.06'
stale[3] = ''
claim[4] = 'counters-shuffle2-is-hard'
verdict[4] = 'undecided, 0/1'
effect[4] = '1 [0.0176, 1], bound 0.5'
stale[4] = ''
claim[5] = 'formal-bounded-nesting-carries'
verdict[5] = 'undecided, 0/1'
effect[5] = '0.278, bound 0.5'
stale[5] = ''
claim[6] = 'formal-easy-languages-carry'
verdict[6] = 'undecided, 1/1'
effect[6] = '1, bound 0.5'
stale[6] = ''
claim[7] = 'formal-last-zero-is-lost'
verdict[7] = 'undecided, 0/1'
effect[7] = '-0.13, bound -0.37'
stale[7] = ''
claim[8] = 'formal-tomita3-is-not-learnt'
verdict[8] = 'undecided, 7/7'
effect[8] = '0 [0, 0.461], bound 0.5'
stale[8] = ''
claim[9] = 'formal-tomita4-needs-positions'
verdict[9] = 'nothing to see, 0/11'
effect[9] = '0.002 [-0.024, 0.048], bound 0.34'
stale[9] = ''
claim[10] = 'formal-tomita5-is-not-learnt'
verdict[10] = 'undecided, 5/5'
effect[10] = '0 [0, 0.577], bound 0.5'
stale[10] = ''
claim[11] = 'formal-tomita6-is-not-learnt'
verdict[11] = 'reproduced, 9/9'
effect[11] = '0 [0, 0.383], bound 0.5'
stale[11] = ''
claim[12] = 'formal-tomita7-needs-none'
verdict[12] = 'undecided, 0/1'
effect[12] = '0, bound 0.08'
stale[12] = ''
longest_name = 30.0
longest_words = 33.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
