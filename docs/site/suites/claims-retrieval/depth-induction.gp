# The numbers are in depth-induction.tsv.
#   gnuplot depth-induction.gp                      draws depth-induction.svg
#   gnuplot -e "format='pdf'" depth-induction.gp   draws depth-induction.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What followed this symbol last time?, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'depth-induction'
others = 0
array grey_style[1]
grey_style[1] = 0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 24
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 24
trained[9] = 0
trained[10] = 0
array row_first[10]
array row_last[10]
row_first[1] = 0; row_last[1] = 49
row_first[2] = 150; row_last[2] = 150
row_first[3] = 150; row_last[3] = 150
row_first[4] = 150; row_last[4] = 150
row_first[5] = 150; row_last[5] = 150
row_first[6] = 50; row_last[6] = 99
row_first[7] = 150; row_last[7] = 150
row_first[8] = 100; row_last[8] = 149
row_first[9] = 150; row_last[9] = 150
row_first[10] = 150; row_last[10] = 150
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'cpe one layer'; tic[1] = 'cpe one layer'
style[1] = 1; runs[1] = 8; fitted[1] = 8
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 8; fitted[2] = 0
label[3] = 'rope one layer'; tic[3] = 'rope one layer'
style[3] = 8; runs[3] = 8; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/depth.gp'
