# The numbers are in heatmap-dyck-types-1-depth-12.tsv.
#   gnuplot heatmap-dyck-types-1-depth-12.gp                      draws heatmap-dyck-types-1-depth-12.svg
#   gnuplot -e "format='pdf'" heatmap-dyck-types-1-depth-12.gp   draws heatmap-dyck-types-1-depth-12.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Balanced brackets: which one must close? (types 1, depth 12), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-dyck-types-1-depth-12'
lengths = 9
array length[9] = [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[2]
trained[1] = 40
trained[2] = 40
metric = 'exact match'
crossed = 0
values = 9
array value[9] = [0.0, 0.038, 0.116, 0.302, 0.608, 0.62, 0.964, 0.976, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
