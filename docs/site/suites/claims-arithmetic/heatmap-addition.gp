# The numbers are in heatmap-addition.tsv.
#   gnuplot heatmap-addition.gp                      draws heatmap-addition.svg
#   gnuplot -e "format='pdf'" heatmap-addition.gp   draws heatmap-addition.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-addition'
lengths = 6
array length[6] = [10.0, 20.0, 25.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 0
trained[5] = 20
trained[6] = 0
trained[7] = 20
metric = 'exact match'
crossed = 0
values = 2
array value[2] = [0.0, 0.034]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 5; runs[2] = 1; fitted[2] = 0
label[3] = 'alibi'; tic[3] = 'alibi'
style[3] = 7; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
