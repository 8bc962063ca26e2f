# The numbers are in training-addition-order-answer-pad-true.tsv.
#   gnuplot training-addition-order-answer-pad-true.gp                      draws training-addition-order-answer-pad-true.svg
#   gnuplot -e "format='pdf'" training-addition-order-answer-pad-true.gp   draws training-addition-order-answer-pad-true.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers (order answer, pad true), trained to 10'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-addition-order-answer-pad-true'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 3
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 57
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 58; curve_last[2] = 115
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 116; curve_last[3] = 174
array curves_of[7]
curves_of[1] = ' 1'
curves_of[2] = ''
curves_of[3] = ' 2'
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ' 3'
curves_of[7] = ''
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'coupling(max=128)'; tic[1] = 'coupling(max=128)'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 3; runs[2] = 1; fitted[2] = 0
label[3] = 'abacus'; tic[3] = 'abacus'
style[3] = 6; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
