# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
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
name = 'ranking'
array score[3]
score[1] = 0.9168
score[2] = 0.9150
score[3] = 0.8680
bands = 0
ranked_over = '1 task, at 4x the training length'
percent = (latex ? ' \%' : ' %')
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'stieltjes 4'; tic[1] = 'stieltjes 4'
style[1] = 3; runs[1] = 5; fitted[1] = 5
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 1; runs[2] = 10; fitted[2] = 10
label[3] = 'stieltjes 2'; tic[3] = 'stieltjes 2'
style[3] = 4; runs[3] = 5; fitted[3] = 5

load '../../charts/style.gp'
load '../../charts/ranking.gp'
