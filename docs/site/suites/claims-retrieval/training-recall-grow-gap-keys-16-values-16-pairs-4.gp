# The numbers are in training-recall-grow-gap-keys-16-values-16-pairs-4.tsv.
#   gnuplot training-recall-grow-gap-keys-16-values-16-pairs-4.gp                      draws training-recall-grow-gap-keys-16-values-16-pairs-4.svg
#   gnuplot -e "format='pdf'" training-recall-grow-gap-keys-16-values-16-pairs-4.gp   draws training-recall-grow-gap-keys-16-values-16-pairs-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (grow gap, keys 16, values 16, pairs 4), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-recall-grow-gap-keys-16-values-16-pairs-4'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 5
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 56
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 57; curve_last[2] = 113
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 114; curve_last[3] = 170
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 171; curve_last[4] = 227
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 228; curve_last[5] = 283
array curves_of[10]
curves_of[1] = ''
curves_of[2] = ' 1'
curves_of[3] = ' 3'
curves_of[4] = ' 2'
curves_of[5] = ''
curves_of[6] = ' 4'
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ''
curves_of[10] = ' 5'
series = 5
own_colours = 1
array label[5]
array tic[5]
array style[5]
array runs[5]
array fitted[5]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'nope + ssmax'; tic[2] = 'nope + ssmax'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 6; runs[4] = 1; fitted[4] = 1
label[5] = 'rope + ssmax'; tic[5] = 'rope + ssmax'
style[5] = 10; runs[5] = 1; fitted[5] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
