# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-sort'
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
score[1] = 0.4544
score[2] = 0.4042
score[3] = 0.1800
bands = 0
ranked_over = '1 of 2 tasks, at the lengths in ranking.tsv'
percent = (latex ? ' \%' : ' %')
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'nape + entmax'; tic[2] = 'nape + entmax'
style[2] = 5; runs[2] = 2; fitted[2] = 2
label[3] = 'nape'; tic[3] = 'nape'
style[3] = 3; runs[3] = 2; fitted[3] = 2

load '../../charts/style.gp'
load '../../charts/ranking.gp'
