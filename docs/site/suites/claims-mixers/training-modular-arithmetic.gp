# The numbers are in training-modular-arithmetic.tsv.
#   gnuplot training-modular-arithmetic.gp                      draws training-modular-arithmetic.svg
#   gnuplot -e "format='pdf'" training-modular-arithmetic.gp   draws training-modular-arithmetic.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'A sum of products modulo 5 (regular), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-modular-arithmetic'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 2
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 57
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 58; curve_last[2] = 115
array curves_of[10]
curves_of[1] = ' 1'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ' 2'
curves_of[10] = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'deltanet 2'; tic[1] = 'deltanet 2'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 9; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
