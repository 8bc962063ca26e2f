# The numbers are in heatmap-flip-flop-ignore-0-1-flip-flop.tsv.
#   gnuplot heatmap-flip-flop-ignore-0-1-flip-flop.gp                      draws heatmap-flip-flop-ignore-0-1-flip-flop.svg
#   gnuplot -e "format='pdf'" heatmap-flip-flop-ignore-0-1-flip-flop.gp   draws heatmap-flip-flop-ignore-0-1-flip-flop.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = (latex ? 'flip\_flop(ignore=0.1) [flip\_flop], trained to 32' : 'flip_flop(ignore=0.1) [flip_flop], trained to 32')
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-flip-flop-ignore-0-1-flip-flop'
lengths = 4
array length[4] = [16.0, 32.0, 64.0, 128.0]
borders = '32'
borders_words = ''
array trained[3]
trained[1] = 32
trained[2] = 32
trained[3] = 32
metric = 'token accuracy'
crossed = 0
values = 4
array value[4] = [0.8366455103527208, 0.9553946914856946, 0.9995852343425964, 1.0]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'tra'; tic[1] = 'tra'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'fox'; tic[3] = 'fox'
style[3] = 3; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
