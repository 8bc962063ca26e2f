# The numbers are in heatmap-addition-order-answer-pad-true.tsv.
#   gnuplot heatmap-addition-order-answer-pad-true.gp                      draws heatmap-addition-order-answer-pad-true.svg
#   gnuplot -e "format='pdf'" heatmap-addition-order-answer-pad-true.gp   draws heatmap-addition-order-answer-pad-true.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers (order answer, pad true), trained to 10'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-addition-order-answer-pad-true'
lengths = 6
array length[6] = [5.0, 10.0, 13.0, 15.0, 20.0, 30.0]
borders = '10'
borders_words = ''
array trained[7]
trained[1] = 10
trained[2] = 0
trained[3] = 10
trained[4] = 0
trained[5] = 0
trained[6] = 10
trained[7] = 0
metric = 'exact match'
crossed = 0
values = 2
array value[2] = [0.0, 0.002]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'coupling(max=128)'; tic[1] = 'coupling(max=128)'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 3; runs[2] = 1; fitted[2] = 0
label[3] = 'abacus'; tic[3] = 'abacus'
style[3] = 6; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
