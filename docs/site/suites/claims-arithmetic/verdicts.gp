# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-arithmetic'
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
rows = 8
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'counting-generalises'
verdict[1] = 'undecided, 4/10'
effect[1] = '0.89 [0.765, 0.967], bound 0.9'
stale[1] = ''
claim[2] = 'coupled-and-abacus-add'
verdict[2] = 'undecided, 0/0'
effect[2] = ''
stale[2] = ''
claim[3] = 'fire-with-hints-adds'
verdict[3] = 'undecided, 0/0'
effect[3] = ''
stale[3] = ''
claim[4] = 'hints-make-parity-generalise'
verdict[4] = 'undecided, 0/0'
effect[4] = ''
stale[4] = ''
claim[5] = 'majority-generalises'
verdict[5] = 'undecided, 1/1'
effect[5] = '1, bound 0.97'
stale[5] = ''
claim[6] = 'parity-does-not-generalise'
verdict[6] = 'undecided, 0/0'
effect[6] = ''
stale[6] = ''
claim[7] = 'plain-addition-is-out-of-reach'
verdict[7] = 'undecided, 1/1'
effect[7] = '0 [0, 0.982], bound 0.5'
stale[7] = ''
claim[8] = 'short-programs-beat-long-ones'
verdict[8] = 'undecided, 0/3'
effect[8] = '0.114, bound 0.2'
stale[8] = ''
longest_name = 30.0
longest_words = 30.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
