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
lengths = 7
array length[7] = [10.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 20
trained[10] = 20
metric = 'exact match'
crossed = 0
values = 15
array value[15] = [0.452, 0.47, 0.492, 0.498, 0.586, 0.62, 0.64, 0.662, 0.752, 0.754, 0.84, 0.966, 0.992, 0.998, 1.0]
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 9; runs[2] = 1; fitted[2] = 1
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 10; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
