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
array trained[18]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 24
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
metric = 'token accuracy'
crossed = 0
values = 15
array value[15] = [0.9165, 0.9465, 0.9525, 0.956, 0.969, 0.9705, 0.972, 0.974, 0.9755, 0.9765, 0.9775, 0.9825, 0.9845, 0.988, 0.989]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nape + stieltjes'; tic[1] = 'nape + stieltjes'
style[1] = 6; runs[1] = 1; fitted[1] = 1
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 12; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
