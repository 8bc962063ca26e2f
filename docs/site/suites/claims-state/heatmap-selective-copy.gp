# The numbers are in heatmap-selective-copy.tsv.
#   gnuplot heatmap-selective-copy.gp                      draws heatmap-selective-copy.svg
#   gnuplot -e "format='pdf'" heatmap-selective-copy.gp   draws heatmap-selective-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy what is not blank, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-selective-copy'
lengths = 4
array length[4] = [16.0, 32.0, 64.0, 128.0]
borders = '32'
borders_words = ''
array trained[8]
trained[1] = 32
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 32
trained[6] = 0
trained[7] = 32
trained[8] = 0
metric = 'exact match'
crossed = 0
values = 3
array value[3] = [0.0, 0.366, 1.0]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'cope'; tic[1] = 'cope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'stick-breaking'; tic[2] = 'stick-breaking'
style[2] = 5; runs[2] = 1; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 7; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
