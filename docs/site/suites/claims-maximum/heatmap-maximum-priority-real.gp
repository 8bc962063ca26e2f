# The numbers are in heatmap-maximum-priority-real.tsv.
#   gnuplot heatmap-maximum-priority-real.gp                      draws heatmap-maximum-priority-real.svg
#   gnuplot -e "format='pdf'" heatmap-maximum-priority-real.gp   draws heatmap-maximum-priority-real.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The class of the item with the highest priority (priority real), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-maximum-priority-real'
lengths = 6
array length[6] = [8.0, 16.0, 64.0, 256.0, 512.0, 1024.0]
borders = '16'
borders_words = ''
array trained[4]
trained[1] = 16
trained[2] = 16
trained[3] = 16
trained[4] = 16
metric = 'token accuracy'
crossed = 0
values = 24
array value[24] = [0.1544, 0.2032, 0.244, 0.2914, 0.3207999999999999, 0.3383999999999999, 0.4116000000000001, 0.43740000000000007, 0.4944, 0.5642, 0.6038, 0.7922, 0.868, 0.915, 0.9168000000000001, 0.9583999999999999, 0.9892, 0.9916, 0.9928000000000001, 0.9946000000000002, 0.9964000000000001, 0.9968, 0.9972000000000001, 0.9974000000000001]
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 10; fitted[1] = 10
label[2] = (latex ? 'nope \textgreater{} +adaptive-temperature' : 'nope > +adaptive-temperature'); tic[2] = (latex ? 'nope \textgreater{} +adaptive-temperature' : 'nope > +adaptive-temperature')
style[2] = 2; runs[2] = 10; fitted[2] = 10
label[3] = 'stieltjes 4'; tic[3] = 'stieltjes 4'
style[3] = 3; runs[3] = 5; fitted[3] = 5
label[4] = 'stieltjes 2'; tic[4] = 'stieltjes 2'
style[4] = 4; runs[4] = 5; fitted[4] = 5

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
