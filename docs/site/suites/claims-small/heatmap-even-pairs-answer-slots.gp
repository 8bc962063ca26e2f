# The numbers are in heatmap-even-pairs-answer-slots.tsv.
#   gnuplot heatmap-even-pairs-answer-slots.gp                      draws heatmap-even-pairs-answer-slots.svg
#   gnuplot -e "format='pdf'" heatmap-even-pairs-answer-slots.gp   draws heatmap-even-pairs-answer-slots.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular) (answer slots), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-even-pairs-answer-slots'
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 20
trained[5] = 20
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
metric = 'token accuracy'
crossed = 0
values = 24
array value[24] = [0.5057777777777778, 0.506, 0.5074444444444445, 0.5077777777777779, 0.5103333333333333, 0.5137777777777779, 0.5171111111111111, 0.5251111111111111, 0.5479999999999999, 0.5680000000000002, 0.5748888888888889, 0.6013333333333333, 0.6090000000000001, 0.6595555555555556, 0.8363076923076923, 0.8530769230769231, 0.8715555555555555, 0.8753846153846152, 0.8898461538461538, 0.9063076923076923, 0.9110769230769231, 0.9266153846153846, 0.9323076923076924, 0.9443333333333334]
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 4; runs[1] = 18; fitted[1] = 13
label[2] = 'rope+random(max=256)'; tic[2] = 'rope+random(max=256)'
style[2] = 5; runs[2] = 13; fitted[2] = 9
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 18; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
