# The numbers are in depth-passkey-digits-3.tsv.
#   gnuplot depth-passkey-digits-3.gp                      draws depth-passkey-digits-3.svg
#   gnuplot -e "format='pdf'" depth-passkey-digits-3.gp   draws depth-passkey-digits-3.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3), trained to 16: 6 of 111 schemes'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'depth-passkey-digits-3'
others = 0
array grey_style[1]
grey_style[1] = 0
lengths = 7
array length[7] = [16.0, 20.0, 24.0, 32.0, 48.0, 64.0, 128.0]
borders = '16'
borders_words = ''
array trained[111]
trained[1] = 16
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
trained[19] = 0
trained[20] = 0
trained[21] = 0
trained[22] = 0
trained[23] = 0
trained[24] = 0
trained[25] = 0
trained[26] = 0
trained[27] = 0
trained[28] = 0
trained[29] = 0
trained[30] = 0
trained[31] = 0
trained[32] = 0
trained[33] = 0
trained[34] = 0
trained[35] = 0
trained[36] = 0
trained[37] = 0
trained[38] = 0
trained[39] = 0
trained[40] = 0
trained[41] = 0
trained[42] = 0
trained[43] = 0
trained[44] = 0
trained[45] = 0
trained[46] = 0
trained[47] = 0
trained[48] = 0
trained[49] = 0
trained[50] = 0
trained[51] = 0
trained[52] = 0
trained[53] = 0
trained[54] = 0
trained[55] = 0
trained[56] = 0
trained[57] = 0
trained[58] = 16
trained[59] = 0
trained[60] = 0
trained[61] = 0
trained[62] = 0
trained[63] = 0
trained[64] = 0
trained[65] = 0
trained[66] = 0
trained[67] = 0
trained[68] = 0
trained[69] = 0
trained[70] = 0
trained[71] = 0
trained[72] = 0
trained[73] = 0
trained[74] = 0
trained[75] = 0
trained[76] = 0
trained[77] = 0
trained[78] = 0
trained[79] = 0
trained[80] = 0
trained[81] = 16
trained[82] = 0
trained[83] = 0
trained[84] = 16
trained[85] = 0
trained[86] = 0
trained[87] = 16
trained[88] = 0
trained[89] = 0
trained[90] = 0
trained[91] = 0
trained[92] = 0
trained[93] = 0
trained[94] = 16
trained[95] = 0
trained[96] = 0
trained[97] = 0
trained[98] = 0
trained[99] = 0
trained[100] = 0
trained[101] = 0
trained[102] = 0
trained[103] = 0
trained[104] = 0
trained[105] = 0
trained[106] = 0
trained[107] = 0
trained[108] = 0
trained[109] = 0
trained[110] = 0
trained[111] = 0
array row_first[111]
array row_last[111]
row_first[1] = 0; row_last[1] = 69
row_first[2] = 420; row_last[2] = 420
row_first[3] = 420; row_last[3] = 420
row_first[4] = 420; row_last[4] = 420
row_first[5] = 420; row_last[5] = 420
row_first[6] = 420; row_last[6] = 420
row_first[7] = 420; row_last[7] = 420
row_first[8] = 420; row_last[8] = 420
row_first[9] = 420; row_last[9] = 420
row_first[10] = 420; row_last[10] = 420
row_first[11] = 420; row_last[11] = 420
row_first[12] = 420; row_last[12] = 420
row_first[13] = 420; row_last[13] = 420
row_first[14] = 420; row_last[14] = 420
row_first[15] = 420; row_last[15] = 420
row_first[16] = 420; row_last[16] = 420
row_first[17] = 420; row_last[17] = 420
row_first[18] = 420; row_last[18] = 420
row_first[19] = 420; row_last[19] = 420
row_first[20] = 420; row_last[20] = 420
row_first[21] = 420; row_last[21] = 420
row_first[22] = 420; row_last[22] = 420
row_first[23] = 420; row_last[23] = 420
row_first[24] = 420; row_last[24] = 420
row_first[25] = 420; row_last[25] = 420
row_first[26] = 420; row_last[26] = 420
row_first[27] = 420; row_last[27] = 420
row_first[28] = 420; row_last[28] = 420
row_first[29] = 420; row_last[29] = 420
row_first[30] = 420; row_last[30] = 420
row_first[31] = 420; row_last[31] = 420
row_first[32] = 420; row_last[32] = 420
row_first[33] = 420; row_last[33] = 420
row_first[34] = 420; row_last[34] = 420
row_first[35] = 420; row_last[35] = 420
row_first[36] = 420; row_last[36] = 420
row_first[37] = 420; row_last[37] = 420
row_first[38] = 420; row_last[38] = 420
row_first[39] = 420; row_last[39] = 420
row_first[40] = 420; row_last[40] = 420
row_first[41] = 420; row_last[41] = 420
row_first[42] = 420; row_last[42] = 420
row_first[43] = 420; row_last[43] = 420
row_first[44] = 420; row_last[44] = 420
row_first[45] = 420; row_last[45] = 420
row_first[46] = 420; row_last[46] = 420
row_first[47] = 420; row_last[47] = 420
row_first[48] = 420; row_last[48] = 420
row_first[49] = 420; row_last[49] = 420
row_first[50] = 420; row_last[50] = 420
row_first[51] = 420; row_last[51] = 420
row_first[52] = 420; row_last[52] = 420
row_first[53] = 420; row_last[53] = 420
row_first[54] = 420; row_last[54] = 420
row_first[55] = 420; row_last[55] = 420
row_first[56] = 420; row_last[56] = 420
row_first[57] = 420; row_last[57] = 420
row_first[58] = 70; row_last[58] = 139
row_first[59] = 420; row_last[59] = 420
row_first[60] = 420; row_last[60] = 420
row_first[61] = 420; row_last[61] = 420
row_first[62] = 420; row_last[62] = 420
row_first[63] = 420; row_last[63] = 420
row_first[64] = 420; row_last[64] = 420
row_first[65] = 420; row_last[65] = 420
row_first[66] = 420; row_last[66] = 420
row_first[67] = 420; row_last[67] = 420
row_first[68] = 420; row_last[68] = 420
row_first[69] = 420; row_last[69] = 420
row_first[70] = 420; row_last[70] = 420
row_first[71] = 420; row_last[71] = 420
row_first[72] = 420; row_last[72] = 420
row_first[73] = 420; row_last[73] = 420
row_first[74] = 420; row_last[74] = 420
row_first[75] = 420; row_last[75] = 420
row_first[76] = 420; row_last[76] = 420
row_first[77] = 420; row_last[77] = 420
row_first[78] = 420; row_last[78] = 420
row_first[79] = 420; row_last[79] = 420
row_first[80] = 420; row_last[80] = 420
row_first[81] = 140; row_last[81] = 209
row_first[82] = 420; row_last[82] = 420
row_first[83] = 420; row_last[83] = 420
row_first[84] = 210; row_last[84] = 279
row_first[85] = 420; row_last[85] = 420
row_first[86] = 420; row_last[86] = 420
row_first[87] = 280; row_last[87] = 349
row_first[88] = 420; row_last[88] = 420
row_first[89] = 420; row_last[89] = 420
row_first[90] = 420; row_last[90] = 420
row_first[91] = 420; row_last[91] = 420
row_first[92] = 420; row_last[92] = 420
row_first[93] = 420; row_last[93] = 420
row_first[94] = 350; row_last[94] = 419
row_first[95] = 420; row_last[95] = 420
row_first[96] = 420; row_last[96] = 420
row_first[97] = 420; row_last[97] = 420
row_first[98] = 420; row_last[98] = 420
row_first[99] = 420; row_last[99] = 420
row_first[100] = 420; row_last[100] = 420
row_first[101] = 420; row_last[101] = 420
row_first[102] = 420; row_last[102] = 420
row_first[103] = 420; row_last[103] = 420
row_first[104] = 420; row_last[104] = 420
row_first[105] = 420; row_last[105] = 420
row_first[106] = 420; row_last[106] = 420
row_first[107] = 420; row_last[107] = 420
row_first[108] = 420; row_last[108] = 420
row_first[109] = 420; row_last[109] = 420
row_first[110] = 420; row_last[110] = 420
row_first[111] = 420; row_last[111] = 420
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
load '../../charts/depth.gp'
