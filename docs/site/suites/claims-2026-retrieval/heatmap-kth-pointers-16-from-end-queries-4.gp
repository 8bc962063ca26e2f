# The numbers are in heatmap-kth-pointers-16-from-end-queries-4.tsv.
#   gnuplot heatmap-kth-pointers-16-from-end-queries-4.gp                      draws heatmap-kth-pointers-16-from-end-queries-4.svg
#   gnuplot -e "format='pdf'" heatmap-kth-pointers-16-from-end-queries-4.gp   draws heatmap-kth-pointers-16-from-end-queries-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Look up the k-th item (pointers 16, from end, queries 4), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-kth-pointers-16-from-end-queries-4'
lengths = 6
array length[6] = [8.0, 16.0, 32.0, 64.0, 128.0, 256.0]
borders = '16'
borders_words = ''
array trained[18]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 16
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 16
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 16
metric = 'exact match'
crossed = 0
values = 8
array value[8] = [0.0, 0.002, 0.082, 0.088, 0.244, 0.29, 0.706, 0.9]
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 8; runs[1] = 1; fitted[1] = 0
label[2] = 'rope(angles=bf16)'; tic[2] = 'rope(angles=bf16)'
style[2] = 13; runs[2] = 1; fitted[2] = 0
label[3] = 'rope(angles=tables)'; tic[3] = 'rope(angles=tables)'
style[3] = 18; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
