# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-wider'
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
claim[1] = 'wider-alibi-loses-retrieval'
verdict[1] = 'undecided, 0/1'
effect[1] = '-0.647, bound 0.1'
stale[1] = ''
claim[2] = 'wider-copy-absolute-loses-on-long'
verdict[2] = 'undecided, 0/0'
effect[2] = ''
stale[2] = ''
claim[3] = 'wider-copy-mixed-beats-either'
verdict[3] = 'undecided, 0/1'
effect[3] = '0, bound 0.05'
stale[3] = ''
claim[4] = 'wider-copy-repeats-fail'
verdict[4] = 'undecided, 0/0'
effect[4] = ''
stale[4] = ''
claim[5] = 'wider-nope-finds-needles'
verdict[5] = 'undecided, 2/5'
effect[5] = '0.674, bound 0.8'
stale[5] = ''
claim[6] = 'wider-rope-finds-needles'
verdict[6] = 'reproduced, 9/9'
effect[6] = '-0.994 [-1, -0.906], bound -0.3'
stale[6] = ''
longest_name = 33.0
longest_words = 31.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
