# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-2026-loops'
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
rows = 2
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'loops-carry-copy'
verdict[1] = 'undecided, 0/0'
effect[1] = ''
stale[1] = ''
claim[2] = 'loops-carry-parity'
verdict[2] = 'undecided, 0/1'
effect[2] = '0.719, bound 0.75'
stale[2] = ''
longest_name = 18.0
longest_words = 17.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
