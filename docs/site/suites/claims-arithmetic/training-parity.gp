# The numbers are in training-parity.tsv.
#   gnuplot training-parity.gp                      draws training-parity.svg
#   gnuplot -e "format='pdf'" training-parity.gp   draws training-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-parity'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 13
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 117
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 118; curve_last[3] = 176
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 177; curve_last[4] = 235
curve_fitted[5] = 0; curve_diverged[5] = 0; curve_first[5] = 236; curve_last[5] = 294
curve_fitted[6] = 0; curve_diverged[6] = 0; curve_first[6] = 295; curve_last[6] = 353
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 354; curve_last[7] = 412
curve_fitted[8] = 0; curve_diverged[8] = 0; curve_first[8] = 413; curve_last[8] = 471
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 472; curve_last[9] = 530
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 531; curve_last[10] = 589
curve_fitted[11] = 0; curve_diverged[11] = 0; curve_first[11] = 590; curve_last[11] = 648
curve_fitted[12] = 0; curve_diverged[12] = 0; curve_first[12] = 649; curve_last[12] = 707
curve_fitted[13] = 0; curve_diverged[13] = 0; curve_first[13] = 708; curve_last[13] = 766
array curves_of[7]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1 2 3 4 6 7 8 9 10 11'
curves_of[4] = ' 5'
curves_of[5] = ' 12'
curves_of[6] = ''
curves_of[7] = ' 13'
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 10; fitted[1] = 3
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 5; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 7; runs[4] = 1; fitted[4] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
