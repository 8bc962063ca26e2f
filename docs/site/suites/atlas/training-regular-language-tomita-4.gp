# The numbers are in training-regular-language-tomita-4.tsv.
#   gnuplot training-regular-language-tomita-4.gp                      draws training-regular-language-tomita-4.svg
#   gnuplot -e "format='pdf'" training-regular-language-tomita-4.gp   draws training-regular-language-tomita-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What may come next in a regular language, or its state (language tomita-4), trained to 16: 6 of 92 schemes'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-regular-language-tomita-4'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 4999.0
curves = 6
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 59
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 60; curve_last[2] = 119
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 120; curve_last[3] = 179
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 180; curve_last[4] = 239
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 240; curve_last[5] = 299
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 300; curve_last[6] = 359
array curves_of[111]
curves_of[1] = ' 1'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ''
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
curves_of[13] = ''
curves_of[14] = ''
curves_of[15] = ''
curves_of[16] = ''
curves_of[17] = ''
curves_of[18] = ''
curves_of[19] = ''
curves_of[20] = ''
curves_of[21] = ''
curves_of[22] = ''
curves_of[23] = ''
curves_of[24] = ''
curves_of[25] = ''
curves_of[26] = ''
curves_of[27] = ''
curves_of[28] = ''
curves_of[29] = ''
curves_of[30] = ''
curves_of[31] = ''
curves_of[32] = ''
curves_of[33] = ''
curves_of[34] = ''
curves_of[35] = ''
curves_of[36] = ''
curves_of[37] = ''
curves_of[38] = ''
curves_of[39] = ''
curves_of[40] = ''
curves_of[41] = ''
curves_of[42] = ''
curves_of[43] = ''
curves_of[44] = ''
curves_of[45] = ''
curves_of[46] = ''
curves_of[47] = ''
curves_of[48] = ''
curves_of[49] = ''
curves_of[50] = ''
curves_of[51] = ''
curves_of[52] = ''
curves_of[53] = ''
curves_of[54] = ''
curves_of[55] = ''
curves_of[56] = ''
curves_of[57] = ''
curves_of[58] = ' 2'
curves_of[59] = ''
curves_of[60] = ''
curves_of[61] = ''
curves_of[62] = ''
curves_of[63] = ''
curves_of[64] = ''
curves_of[65] = ''
curves_of[66] = ''
curves_of[67] = ''
curves_of[68] = ''
curves_of[69] = ''
curves_of[70] = ''
curves_of[71] = ''
curves_of[72] = ''
curves_of[73] = ''
curves_of[74] = ''
curves_of[75] = ''
curves_of[76] = ''
curves_of[77] = ''
curves_of[78] = ''
curves_of[79] = ''
curves_of[80] = ''
curves_of[81] = ' 3'
curves_of[82] = ''
curves_of[83] = ''
curves_of[84] = ' 4'
curves_of[85] = ''
curves_of[86] = ''
curves_of[87] = ' 5'
curves_of[88] = ''
curves_of[89] = ''
curves_of[90] = ''
curves_of[91] = ''
curves_of[92] = ''
curves_of[93] = ''
curves_of[94] = ' 6'
curves_of[95] = ''
curves_of[96] = ''
curves_of[97] = ''
curves_of[98] = ''
curves_of[99] = ''
curves_of[100] = ''
curves_of[101] = ''
curves_of[102] = ''
curves_of[103] = ''
curves_of[104] = ''
curves_of[105] = ''
curves_of[106] = ''
curves_of[107] = ''
curves_of[108] = ''
curves_of[109] = ''
curves_of[110] = ''
curves_of[111] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'cpe'; tic[2] = 'cpe'
style[2] = 58; runs[2] = 1; fitted[2] = 1
label[3] = 'selective-attention'; tic[3] = 'selective-attention'
style[3] = 81; runs[3] = 1; fitted[3] = 1
label[4] = 'dape-v2'; tic[4] = 'dape-v2'
style[4] = 84; runs[4] = 1; fitted[4] = 1
label[5] = 'hard-alibi'; tic[5] = 'hard-alibi'
style[5] = 87; runs[5] = 1; fitted[5] = 1
label[6] = 'rope+sigmoid'; tic[6] = 'rope+sigmoid'
style[6] = 94; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
