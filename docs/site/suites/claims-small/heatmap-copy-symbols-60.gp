# The numbers are in heatmap-copy-symbols-60.tsv.
#   gnuplot heatmap-copy-symbols-60.gp                      draws heatmap-copy-symbols-60.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-60.gp   draws heatmap-copy-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 60), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-60'
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 20
trained[2] = 20
trained[3] = 20
trained[4] = 20
trained[5] = 0
trained[6] = 20
trained[7] = 20
trained[8] = 20
trained[9] = 20
trained[10] = 20
trained[11] = 20
trained[12] = 20
trained[13] = 20
metric = 'exact match'
crossed = 0
values = 50
array value[50] = [0.0, 0.0002666666666666667, 0.006, 0.008133333333333333, 0.025333333333333333, 0.04253333333333333, 0.08061538461538462, 0.09907692307692306, 0.12466666666666668, 0.1391111111111111, 0.14493333333333333, 0.21653333333333336, 0.25293333333333334, 0.32586666666666664, 0.3461333333333334, 0.4106666666666667, 0.4608, 0.5142666666666666, 0.5242666666666667, 0.5806666666666668, 0.5870769230769232, 0.6092307692307692, 0.6117333333333334, 0.6144615384615384, 0.6146153846153847, 0.6153846153846154, 0.6364615384615385, 0.7007692307692308, 0.7067692307692307, 0.900153846153846, 0.9005333333333333, 0.9069230769230769, 0.9351999999999999, 0.9613333333333333, 0.9706153846153845, 0.9877777777777779, 0.994, 0.9959999999999999, 0.996923076923077, 0.9973846153846154, 0.998, 0.9986153846153846, 0.9988888888888889, 0.998923076923077, 0.9990769230769231, 0.9993846153846154, 0.9995555555555556, 0.9996923076923078, 0.9998461538461539, 1.0]
series = 12
own_colours = 0
array label[12]
array tic[12]
array style[12]
array runs[12]
array fitted[12]
label[1] = 'fope'; tic[1] = 'fope'
style[1] = 1; runs[1] = 15; fitted[1] = 15
label[2] = 'learned'; tic[2] = 'learned'
style[2] = 2; runs[2] = 13; fitted[2] = 13
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 3; runs[3] = 13; fitted[3] = 13
label[4] = 'sinusoidal+alibi'; tic[4] = 'sinusoidal+alibi'
style[4] = 6; runs[4] = 13; fitted[4] = 10
label[5] = 't5'; tic[5] = 't5'
style[5] = 7; runs[5] = 15; fitted[5] = 7
label[6] = 'nope'; tic[6] = 'nope'
style[6] = 8; runs[6] = 13; fitted[6] = 0
label[7] = 'rope'; tic[7] = 'rope'
style[7] = 4; runs[7] = 15; fitted[7] = 15
label[8] = 'sinusoidal'; tic[8] = 'sinusoidal'
style[8] = 9; runs[8] = 13; fitted[8] = 10
label[9] = 'alibi'; tic[9] = 'alibi'
style[9] = 10; runs[9] = 13; fitted[9] = 0
label[10] = 'shaw'; tic[10] = 'shaw'
style[10] = 11; runs[10] = 13; fitted[10] = 8
label[11] = 'rope again'; tic[11] = 'rope again'
style[11] = 12; runs[11] = 9; fitted[11] = 9
label[12] = 'cpe'; tic[12] = 'cpe'
style[12] = 13; runs[12] = 9; fitted[12] = 9

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
