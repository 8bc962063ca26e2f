# The numbers are in heatmap-modular-arithmetic.tsv.
#   gnuplot heatmap-modular-arithmetic.gp                      draws heatmap-modular-arithmetic.svg
#   gnuplot -e "format='pdf'" heatmap-modular-arithmetic.gp   draws heatmap-modular-arithmetic.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'A sum of products modulo 5 (regular), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-modular-arithmetic'
lengths = 7
array length[7] = [20.0, 40.0, 64.0, 96.0, 128.0, 192.0, 256.0]
borders = '40'
borders_words = ''
array trained[10]
trained[1] = 40
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 40
trained[10] = 0
metric = 'token accuracy'
crossed = 0
values = 9
array value[9] = [0.587, 0.591, 0.596, 0.597, 0.598, 0.599, 0.6, 0.607, 0.61]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'deltanet 2'; tic[1] = 'deltanet 2'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 9; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
