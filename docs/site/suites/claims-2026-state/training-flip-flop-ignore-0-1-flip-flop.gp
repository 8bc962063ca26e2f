# The numbers are in training-flip-flop-ignore-0-1-flip-flop.tsv.
#   gnuplot training-flip-flop-ignore-0-1-flip-flop.gp                      draws training-flip-flop-ignore-0-1-flip-flop.svg
#   gnuplot -e "format='pdf'" training-flip-flop-ignore-0-1-flip-flop.gp   draws training-flip-flop-ignore-0-1-flip-flop.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = (latex ? 'flip\_flop(ignore=0.1) [flip\_flop], trained to 32' : 'flip_flop(ignore=0.1) [flip_flop], trained to 32')
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-flip-flop-ignore-0-1-flip-flop'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 3
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 54
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 55; curve_last[2] = 108
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 109; curve_last[3] = 163
array curves_of[3]
curves_of[1] = ' 1'
curves_of[2] = ' 2'
curves_of[3] = ' 3'
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'tra'; tic[1] = 'tra'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'fox'; tic[3] = 'fox'
style[3] = 3; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
