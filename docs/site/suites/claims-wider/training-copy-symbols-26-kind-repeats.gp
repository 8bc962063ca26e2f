# The numbers are in training-copy-symbols-26-kind-repeats.tsv.
#   gnuplot training-copy-symbols-26-kind-repeats.gp                      draws training-copy-symbols-26-kind-repeats.svg
#   gnuplot -e "format='pdf'" training-copy-symbols-26-kind-repeats.gp   draws training-copy-symbols-26-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 26, kind repeats), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-copy-symbols-26-kind-repeats'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 4
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 116
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 117; curve_last[3] = 175
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 176; curve_last[4] = 233
array curves_of[12]
curves_of[1] = ''
curves_of[2] = ' 1'
curves_of[3] = ' 3'
curves_of[4] = ' 2'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ' 4'
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 9; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
