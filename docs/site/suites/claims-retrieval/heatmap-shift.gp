# The numbers are in heatmap-shift.tsv.
#   gnuplot heatmap-shift.gp                      draws heatmap-shift.svg
#   gnuplot -e "format='pdf'" heatmap-shift.gp   draws heatmap-shift.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The token k back, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-shift'
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 24
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
metric = 'token accuracy'
crossed = 0
values = 9
array value[9] = [0.08140314136125655, 0.11051052631578948, 0.15501063829787234, 0.2235978260869565, 0.3282954545454545, 0.7146426701570681, 0.9356105263157894, 0.9946170212765957, 1.0]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 8; fitted[1] = 8
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 3; runs[2] = 8; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
