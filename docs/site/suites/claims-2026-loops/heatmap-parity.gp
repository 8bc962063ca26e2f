# The numbers are in heatmap-parity.tsv.
#   gnuplot heatmap-parity.gp                      draws heatmap-parity.svg
#   gnuplot -e "format='pdf'" heatmap-parity.gp   draws heatmap-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 12'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-parity'
lengths = 7
array length[7] = [6.0, 12.0, 15.0, 18.0, 24.0, 30.0, 36.0]
borders = '12'
borders_words = ''
array trained[2]
trained[1] = 12
trained[2] = 12
metric = 'exact match'
crossed = 0
values = 12
array value[12] = [0.506, 0.564, 0.584, 0.612, 0.682, 0.69, 0.722, 0.772, 0.786, 0.914, 0.918, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'looped size'; tic[1] = 'looped size'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'looped fixed'; tic[2] = 'looped fixed'
style[2] = 2; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
