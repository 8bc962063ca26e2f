# The numbers are in heatmap-flip-flop.tsv.
#   gnuplot heatmap-flip-flop.gp                      draws heatmap-flip-flop.svg
#   gnuplot -e "format='pdf'" heatmap-flip-flop.gp   draws heatmap-flip-flop.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-flip-flop'
lengths = 4
array length[4] = [16.0, 32.0, 64.0, 128.0]
borders = '32'
borders_words = ''
array trained[8]
trained[1] = 0
trained[2] = 32
trained[3] = 32
trained[4] = 32
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 32
metric = 'token accuracy'
crossed = 0
values = 7
array value[7] = [0.8299749963229887, 0.9483747609942639, 0.9534059945504088, 0.9986376021798365, 0.9991175172819532, 0.9994550408719346, 1.0]
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'cope, heads=4, layers=2'; tic[1] = 'cope, heads=4, layers=2'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'fox, heads=4, layers=2'; tic[2] = 'fox, heads=4, layers=2'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = 'path, heads=2, layers=1'; tic[3] = 'path, heads=2, layers=1'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'rope, heads=4, layers=2'; tic[4] = 'rope, heads=4, layers=2'
style[4] = 8; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
