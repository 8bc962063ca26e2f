# The numbers are in heatmap-recall-grow-gap-keys-32-values-32-pairs-4-fille.tsv.
#   gnuplot heatmap-recall-grow-gap-keys-32-values-32-pairs-4-fille.gp                      draws heatmap-recall-grow-gap-keys-32-values-32-pairs-4-fille.svg
#   gnuplot -e "format='pdf'" heatmap-recall-grow-gap-keys-32-values-32-pairs-4-fille.gp   draws heatmap-recall-grow-gap-keys-32-values-32-pairs-4-fille.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (grow gap, keys 32, values 32, pairs 4, fillers 16), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-recall-grow-gap-keys-32-values-32-pairs-4-fille'
lengths = 8
array length[8] = [12.0, 24.0, 36.0, 48.0, 96.0, 180.0, 192.0, 384.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 24
trained[5] = 0
trained[6] = 0
trained[7] = 24
trained[8] = 0
trained[9] = 0
trained[10] = 0
metric = 'token accuracy'
crossed = 0
values = 4
array value[4] = [0.9725, 0.997, 0.9995, 1.0]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'kda + nope'; tic[1] = 'kda + nope'
style[1] = 4; runs[1] = 1; fitted[1] = 1
label[2] = 'kda + rope'; tic[2] = 'kda + rope'
style[2] = 7; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
