# The numbers are in heatmap-flip-flop-scored-last.tsv.
#   gnuplot heatmap-flip-flop-scored-last.gp                      draws heatmap-flip-flop-scored-last.svg
#   gnuplot -e "format='pdf'" heatmap-flip-flop-scored-last.gp   draws heatmap-flip-flop-scored-last.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors (scored last), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-flip-flop-scored-last'
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
trained[9] = 0
trained[10] = 0
metric = 'token accuracy'
crossed = 0
values = 2
array value[2] = [0.9997777777777779, 1.0]
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 9; fitted[1] = 9

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
