# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-small'
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
score[1] = 0.4969
score[2] = 0.3875
bands = 1
ranked_over = '5 of 7 tasks, at the lengths in ranking.tsv'
percent = (latex ? ' \%' : ' %')
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 8; runs[1] = 61; fitted[1] = 17
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 63; fitted[2] = 55

load '../../charts/style.gp'
load '../../charts/ranking.gp'
