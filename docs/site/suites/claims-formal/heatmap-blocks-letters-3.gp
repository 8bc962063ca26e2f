# The numbers are in heatmap-blocks-letters-3.tsv.
#   gnuplot heatmap-blocks-letters-3.gp                      draws heatmap-blocks-letters-3.svg
#   gnuplot -e "format='pdf'" heatmap-blocks-letters-3.gp   draws heatmap-blocks-letters-3.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Blocks of equal length, a letter each (letters 3), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-blocks-letters-3'
lengths = 9
array length[9] = [10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[2]
trained[1] = 20
trained[2] = 20
metric = 'exact match'
crossed = 0
values = 2
array value[2] = [0.0, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 1; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
