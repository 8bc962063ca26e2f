# The numbers are in training-kth-pointers-16-from-end-queries-4.tsv.
#   gnuplot training-kth-pointers-16-from-end-queries-4.gp                      draws training-kth-pointers-16-from-end-queries-4.svg
#   gnuplot -e "format='pdf'" training-kth-pointers-16-from-end-queries-4.gp   draws training-kth-pointers-16-from-end-queries-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Look up the k-th item (pointers 16, from end, queries 4), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-kth-pointers-16-from-end-queries-4'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 15999.0
curves = 3
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 66
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 67; curve_last[2] = 133
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 134; curve_last[3] = 200
array curves_of[18]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 1'
curves_of[9] = ''
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
curves_of[13] = ' 2'
curves_of[14] = ''
curves_of[15] = ''
curves_of[16] = ''
curves_of[17] = ''
curves_of[18] = ' 3'
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 8; runs[1] = 1; fitted[1] = 0
label[2] = 'rope(angles=bf16)'; tic[2] = 'rope(angles=bf16)'
style[2] = 13; runs[2] = 1; fitted[2] = 0
label[3] = 'rope(angles=tables)'; tic[3] = 'rope(angles=tables)'
style[3] = 18; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
