# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-maximum'
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
rows = 3
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'maximum-adaptive-temperature-helps'
verdict[1] = 'reproduced, 10/10'
effect[1] = '0.142 [0.126, 0.162], bound 0'
stale[1] = ''
claim[2] = 'maximum-disperses'
verdict[2] = 'reproduced, 10/10'
effect[2] = '-0.705 [-0.716, -0.689], bound -0.19'
stale[2] = ''
claim[3] = 'maximum-softmax-before-stieltjes'
verdict[3] = 'undecided, 3/5'
effect[3] = '0.092, bound 0.09'
stale[3] = ''
longest_name = 34.0
longest_words = 36.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
