# The numbers are in heatmap-copy.tsv.
#   gnuplot heatmap-copy.gp                      draws heatmap-copy.svg
#   gnuplot -e "format='pdf'" heatmap-copy.gp   draws heatmap-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy'
lengths = 7
array length[7] = [10.0, 20.0, 22.0, 25.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[12]
trained[1] = 20
trained[2] = 0
trained[3] = 0
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 20
trained[10] = 20
trained[11] = 20
trained[12] = 20
metric = 'exact match'
crossed = 0
values = 7
array value[7] = [0.0, 0.002, 0.642, 0.716, 0.99, 0.996, 1.0]
series = 7
own_colours = 1
array label[7]
array tic[7]
array style[7]
array runs[7]
array fitted[7]
label[1] = 'learned'; tic[1] = 'learned'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'sinusoidal+alibi'; tic[2] = 'sinusoidal+alibi'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'sinusoidal'; tic[3] = 'sinusoidal'
style[3] = 10; runs[3] = 1; fitted[3] = 1
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 9; runs[4] = 1; fitted[4] = 1
label[5] = 't5'; tic[5] = 't5'
style[5] = 11; runs[5] = 1; fitted[5] = 0
label[6] = 'rope'; tic[6] = 'rope'
style[6] = 4; runs[6] = 1; fitted[6] = 1
label[7] = 'shaw'; tic[7] = 'shaw'
style[7] = 12; runs[7] = 1; fitted[7] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
