# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-mixers'
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
claim[1] = 'mixers-delta-keeps-needles'
verdict[1] = 'undecided, 1/1'
effect[1] = '0.548, bound 0.3'
stale[1] = ''
claim[2] = 'mixers-gdn-carries-flip-flop'
verdict[2] = 'reproduced, 9/9'
effect[2] = '1 [0.999, 1], bound 0.75'
stale[2] = ''
claim[3] = 'mixers-gdn-carries-parity'
verdict[3] = 'undecided, 0/1'
effect[3] = '1 [0.0176, 1], bound 0.41'
stale[3] = ''
claim[4] = 'mixers-gdn-does-not-copy-beyond'
verdict[4] = 'undecided, 0/0'
effect[4] = ''
stale[4] = ''
claim[5] = 'mixers-kda-with-nope'
verdict[5] = 'undecided, 0/1'
effect[5] = '0.001, bound 0.02'
stale[5] = ''
claim[6] = 'mixers-majority-wants-attention'
verdict[6] = 'contradicted, 0/10'
effect[6] = '1 [0.647, 1], bound 0.5'
stale[6] = ''
claim[7] = 'mixers-modular-needs-negative'
verdict[7] = 'undecided, 0/0'
effect[7] = ''
stale[7] = ''
claim[8] = 'mixers-parity-needs-negative'
verdict[8] = 'undecided, 0/0'
effect[8] = ''
stale[8] = ''
longest_name = 31.0
longest_words = 25.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
