# The numbers are in heatmap-copy-symbols-26-kind-repeats.tsv.
#   gnuplot heatmap-copy-symbols-26-kind-repeats.gp                      draws heatmap-copy-symbols-26-kind-repeats.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-26-kind-repeats.gp   draws heatmap-copy-symbols-26-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 26, kind repeats), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-26-kind-repeats'
lengths = 10
array length[10] = [8.0, 16.0, 18.0, 20.0, 24.0, 32.0, 48.0, 64.0, 120.0, 128.0]
borders = '16'
borders_words = ''
array trained[18]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 16
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 16
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
metric = 'exact match'
crossed = 0
values = 8
array value[8] = [0.0, 0.002, 0.484, 0.562, 0.946, 0.992, 0.994, 1.0]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 5; runs[1] = 1; fitted[1] = 1
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 12; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
