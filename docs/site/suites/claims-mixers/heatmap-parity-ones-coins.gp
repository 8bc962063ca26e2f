# The numbers are in heatmap-parity-ones-coins.tsv.
#   gnuplot heatmap-parity-ones-coins.gp                      draws heatmap-parity-ones-coins.svg
#   gnuplot -e "format='pdf'" heatmap-parity-ones-coins.gp   draws heatmap-parity-ones-coins.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even? (ones coins), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-parity-ones-coins'
lengths = 7
array length[7] = [20.0, 40.0, 64.0, 96.0, 128.0, 192.0, 256.0]
borders = '40'
borders_words = ''
array trained[10]
trained[1] = 40
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 40
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
metric = 'exact match'
crossed = 0
values = 6
array value[6] = [0.48, 0.486, 0.49, 0.506, 0.512, 0.54]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'deltanet 2'; tic[1] = 'deltanet 2'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'deltanet 1'; tic[2] = 'deltanet 1'
style[2] = 5; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
