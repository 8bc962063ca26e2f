# The numbers are in heatmap-induction.tsv.
#   gnuplot heatmap-induction.gp                      draws heatmap-induction.svg
#   gnuplot -e "format='pdf'" heatmap-induction.gp   draws heatmap-induction.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What followed this symbol last time?, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-induction'
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 24
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 24
trained[9] = 0
trained[10] = 0
metric = 'exact match'
crossed = 0
values = 12
array value[12] = [0.03, 0.03325, 0.0335, 0.03375, 0.0525, 0.0545, 0.0775, 0.0815, 0.12175000000000001, 0.12825, 0.99975, 1.0]
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'cpe one layer'; tic[1] = 'cpe one layer'
style[1] = 1; runs[1] = 8; fitted[1] = 8
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 8; fitted[2] = 0
label[3] = 'rope one layer'; tic[3] = 'rope one layer'
style[3] = 8; runs[3] = 8; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
