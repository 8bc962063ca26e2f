# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
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
name = 'ranking'
array score[2]
score[1] = 0.3628
score[2] = 0.3326
bands = 0
ranked_over = '2 tasks, at 1.25x, 1.5x, 2x, 2.5x, 3x the training length'
percent = (latex ? ' \%' : ' %')
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'looped fixed'; tic[1] = 'looped fixed'
style[1] = 2; runs[1] = 2; fitted[1] = 2
label[2] = 'looped size'; tic[2] = 'looped size'
style[2] = 1; runs[2] = 2; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/ranking.gp'
