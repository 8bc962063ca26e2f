# The numbers are in heatmap-even-pairs.tsv.
#   gnuplot heatmap-even-pairs.gp                      draws heatmap-even-pairs.svg
#   gnuplot -e "format='pdf'" heatmap-even-pairs.gp   draws heatmap-even-pairs.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-even-pairs'
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
metric = 'token accuracy'
crossed = 0
values = 8
array value[8] = [0.7447777777777778, 0.7448888888888888, 0.7479999999999999, 0.7484444444444444, 0.7485555555555555, 0.75, 0.7526666666666667, 0.7545555555555555]
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 8; runs[1] = 9; fitted[1] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
