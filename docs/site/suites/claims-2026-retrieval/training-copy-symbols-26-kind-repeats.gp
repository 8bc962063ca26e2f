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
curves = 2
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 57
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 58; curve_last[2] = 115
array curves_of[18]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ' 1'
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ''
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ' 2'
curves_of[13] = ''
curves_of[14] = ''
curves_of[15] = ''
curves_of[16] = ''
curves_of[17] = ''
curves_of[18] = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 5; runs[1] = 1; fitted[1] = 1
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 12; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
