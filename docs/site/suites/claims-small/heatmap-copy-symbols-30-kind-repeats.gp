# The numbers are in heatmap-copy-symbols-30-kind-repeats.tsv.
#   gnuplot heatmap-copy-symbols-30-kind-repeats.gp                      draws heatmap-copy-symbols-30-kind-repeats.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-30-kind-repeats.gp   draws heatmap-copy-symbols-30-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 30, kind repeats), trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-30-kind-repeats'
lengths = 2
array length[2] = [32.0, 512.0]
borders = '32'
borders_words = ''
array trained[13]
trained[1] = 32
trained[2] = 0
trained[3] = 0
trained[4] = 32
trained[5] = 0
trained[6] = 0
trained[7] = 32
trained[8] = 0
trained[9] = 32
trained[10] = 32
trained[11] = 32
trained[12] = 0
trained[13] = 0
metric = 'exact match'
crossed = 0
values = 1
array value[1] = [0.0]
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'fope'; tic[1] = 'fope'
style[1] = 1; runs[1] = 6; fitted[1] = 0
label[2] = 't5'; tic[2] = 't5'
style[2] = 7; runs[2] = 15; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 4; runs[3] = 6; fitted[3] = 0
label[4] = 'sinusoidal'; tic[4] = 'sinusoidal'
style[4] = 9; runs[4] = 15; fitted[4] = 0
label[5] = 'shaw'; tic[5] = 'shaw'
style[5] = 11; runs[5] = 15; fitted[5] = 0
label[6] = 'alibi'; tic[6] = 'alibi'
style[6] = 10; runs[6] = 15; fitted[6] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
