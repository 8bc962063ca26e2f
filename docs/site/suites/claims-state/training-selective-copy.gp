# The numbers are in training-selective-copy.tsv.
#   gnuplot training-selective-copy.gp                      draws training-selective-copy.svg
#   gnuplot -e "format='pdf'" training-selective-copy.gp   draws training-selective-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy what is not blank, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-selective-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 3
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 56
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 57; curve_last[2] = 112
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 113; curve_last[3] = 168
array curves_of[8]
curves_of[1] = ' 2'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ' 1'
curves_of[6] = ''
curves_of[7] = ' 3'
curves_of[8] = ''
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'stick-breaking'; tic[1] = 'stick-breaking'
style[1] = 5; runs[1] = 1; fitted[1] = 0
label[2] = 'cope'; tic[2] = 'cope'
style[2] = 1; runs[2] = 1; fitted[2] = 1
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 7; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
