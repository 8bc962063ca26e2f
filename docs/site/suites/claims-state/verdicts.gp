# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-state'
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
rows = 6
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'cope-counts'
verdict[1] = 'undecided, 0/1'
effect[1] = '0, bound 0.3'
stale[1] = ''
claim[2] = 'cope-flip-flop'
verdict[2] = 'undecided, 0/1'
effect[2] = '-0.226, bound 0.05'
stale[2] = ''
claim[3] = 'cope-selective-copy'
verdict[3] = 'undecided, 1/1'
effect[3] = '0.366, bound 0.3'
stale[3] = ''
claim[4] = 'fox-needs-no-positions'
verdict[4] = 'undecided, 0/1'
effect[4] = '-0.006, bound 0.05'
stale[4] = ''
claim[5] = 'path-solves-flip-flop'
verdict[5] = 'undecided, 1/1'
effect[5] = '1 [0.0176, 1], bound 0.5'
stale[5] = ''
claim[6] = 'stick-breaking-extrapolates'
verdict[6] = 'undecided, 0/0'
effect[6] = ''
stale[6] = ''
longest_name = 27.0
longest_words = 24.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
