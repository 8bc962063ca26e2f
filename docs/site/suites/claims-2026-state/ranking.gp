# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-2026-state'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'ranking'
array score[3]
score[1] = 1.0000
score[2] = 0.9248
score[3] = 0.9381
bands = 0
ranked_over = '3 of 4 tasks, at 2x, 4x the training length'
percent = (latex ? ' \%' : ' %')
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'tra'; tic[1] = 'tra'
style[1] = 1; runs[1] = 3; fitted[1] = 3
label[2] = 'fox'; tic[2] = 'fox'
style[2] = 3; runs[2] = 3; fitted[2] = 3
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 2; runs[3] = 3; fitted[3] = 3

load '../../charts/style.gp'
load '../../charts/ranking.gp'
