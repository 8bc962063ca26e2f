# The numbers are in training-copy.tsv.
#   gnuplot training-copy.gp                      draws training-copy.svg
#   gnuplot -e "format='pdf'" training-copy.gp   draws training-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 7
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 55
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 56; curve_last[2] = 112
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 113; curve_last[3] = 169
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 170; curve_last[4] = 225
curve_fitted[5] = 0; curve_diverged[5] = 0; curve_first[5] = 226; curve_last[5] = 282
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 283; curve_last[6] = 339
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 340; curve_last[7] = 395
array curves_of[12]
curves_of[1] = ' 1'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ' 6'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 2'
curves_of[9] = ' 4'
curves_of[10] = ' 3'
curves_of[11] = ' 5'
curves_of[12] = ' 7'
series = 7
own_colours = 1
array label[7]
array tic[7]
array style[7]
array runs[7]
array fitted[7]
label[1] = 'learned'; tic[1] = 'learned'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'sinusoidal+alibi'; tic[2] = 'sinusoidal+alibi'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'sinusoidal'; tic[3] = 'sinusoidal'
style[3] = 10; runs[3] = 1; fitted[3] = 1
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 9; runs[4] = 1; fitted[4] = 1
label[5] = 't5'; tic[5] = 't5'
style[5] = 11; runs[5] = 1; fitted[5] = 0
label[6] = 'rope'; tic[6] = 'rope'
style[6] = 4; runs[6] = 1; fitted[6] = 1
label[7] = 'shaw'; tic[7] = 'shaw'
style[7] = 12; runs[7] = 1; fitted[7] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
