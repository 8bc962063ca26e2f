# The numbers are in training-parity.tsv.
#   gnuplot training-parity.gp                      draws training-parity.svg
#   gnuplot -e "format='pdf'" training-parity.gp   draws training-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 12'
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
last_step = 5999.0
curves = 2
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 56
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 57; curve_last[2] = 113
array curves_of[2]
curves_of[1] = ' 1'
curves_of[2] = ' 2'
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'looped size'; tic[1] = 'looped size'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'looped fixed'; tic[2] = 'looped fixed'
style[2] = 2; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
