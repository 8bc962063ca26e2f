# The numbers are in training-flip-flop.tsv.
#   gnuplot training-flip-flop.gp                      draws training-flip-flop.svg
#   gnuplot -e "format='pdf'" training-flip-flop.gp   draws training-flip-flop.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-flip-flop'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 4
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 55
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 56; curve_last[2] = 112
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 113; curve_last[3] = 168
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 169; curve_last[4] = 224
array curves_of[8]
curves_of[1] = ''
curves_of[2] = ' 2'
curves_of[3] = ' 1'
curves_of[4] = ' 3'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 4'
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'fox, heads=4, layers=2'; tic[1] = 'fox, heads=4, layers=2'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'cope, heads=4, layers=2'; tic[2] = 'cope, heads=4, layers=2'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'path, heads=2, layers=1'; tic[3] = 'path, heads=2, layers=1'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'rope, heads=4, layers=2'; tic[4] = 'rope, heads=4, layers=2'
style[4] = 8; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
