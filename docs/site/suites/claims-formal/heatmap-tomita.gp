# The numbers are in heatmap-tomita.tsv.
#   gnuplot heatmap-tomita.gp                      draws heatmap-tomita.svg
#   gnuplot -e "format='pdf'" heatmap-tomita.gp   draws heatmap-tomita.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The seven languages of Tomita, trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-tomita'
lengths = 9
array length[9] = [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[2]
trained[1] = 40
trained[2] = 40
metric = 'exact match'
crossed = 0
values = 17
array value[17] = [0.0, 0.001142857142857143, 0.0025714285714285717, 0.006857142857142858, 0.022, 0.08085714285714286, 0.1517142857142857, 0.1757142857142857, 0.20285714285714285, 0.33028571428571435, 0.37599999999999995, 0.44371428571428567, 0.6071428571428571, 0.7565714285714285, 0.8657142857142855, 0.908, 0.9440000000000001]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 1; runs[1] = 7; fitted[1] = 0
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 7; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
