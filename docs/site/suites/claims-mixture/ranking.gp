# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-mixture'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'ranking'
array score[4]
score[1] = 0.4057
score[2] = 0.2140
score[3] = 0.1776
score[4] = 0.1586
bands = 1
ranked_over = '2 tasks, at 1.5x, 2x, 3x, 4x the training length'
percent = (latex ? ' \%' : ' %')
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 't5'; tic[1] = 't5'
style[1] = 3; runs[1] = 24; fitted[1] = 24
label[2] = 'kerple-log'; tic[2] = 'kerple-log'
style[2] = 4; runs[2] = 24; fitted[2] = 22
label[3] = 'mixture per task'; tic[3] = 'mixture per task'
style[3] = 1; runs[3] = 24; fitted[3] = 24
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 2; runs[4] = 24; fitted[4] = 24

load '../../charts/style.gp'
load '../../charts/ranking.gp'
