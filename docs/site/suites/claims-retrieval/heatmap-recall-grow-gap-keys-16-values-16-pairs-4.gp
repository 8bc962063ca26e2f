# The numbers are in heatmap-recall-grow-gap-keys-16-values-16-pairs-4.tsv.
#   gnuplot heatmap-recall-grow-gap-keys-16-values-16-pairs-4.gp                      draws heatmap-recall-grow-gap-keys-16-values-16-pairs-4.svg
#   gnuplot -e "format='pdf'" heatmap-recall-grow-gap-keys-16-values-16-pairs-4.gp   draws heatmap-recall-grow-gap-keys-16-values-16-pairs-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (grow gap, keys 16, values 16, pairs 4), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-recall-grow-gap-keys-16-values-16-pairs-4'
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 24
trained[3] = 24
trained[4] = 24
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 24
metric = 'token accuracy'
crossed = 0
values = 17
array value[17] = [0.2455, 0.267, 0.3195, 0.4095, 0.445, 0.794, 0.8015, 0.8335, 0.834, 0.835, 0.836, 0.9435, 0.9565, 0.9605, 0.9715, 0.9765, 1.0]
series = 5
own_colours = 1
array label[5]
array tic[5]
array style[5]
array runs[5]
array fitted[5]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'nope + ssmax'; tic[2] = 'nope + ssmax'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 6; runs[4] = 1; fitted[4] = 1
label[5] = 'rope + ssmax'; tic[5] = 'rope + ssmax'
style[5] = 10; runs[5] = 1; fitted[5] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
