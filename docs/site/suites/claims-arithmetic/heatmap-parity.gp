# The numbers are in heatmap-parity.tsv.
#   gnuplot heatmap-parity.gp                      draws heatmap-parity.svg
#   gnuplot -e "format='pdf'" heatmap-parity.gp   draws heatmap-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-parity'
lengths = 6
array length[6] = [10.0, 20.0, 25.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 20
trained[5] = 20
trained[6] = 0
trained[7] = 20
metric = 'exact match'
crossed = 0
values = 21
array value[21] = [0.468, 0.508, 0.5378000000000001, 0.538, 0.55, 0.556, 0.588, 0.662, 0.6732, 0.71, 0.7464, 0.77, 0.774, 0.784, 0.796, 0.8108000000000001, 0.834, 0.842, 0.88, 0.9054, 1.0]
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 10; fitted[1] = 3
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 5; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 7; runs[4] = 1; fitted[4] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
