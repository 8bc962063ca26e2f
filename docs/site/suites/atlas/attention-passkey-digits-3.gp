# The numbers are in attention-passkey-digits-3.tsv.
#   gnuplot attention-passkey-digits-3.gp                      draws attention-passkey-digits-3.svg
#   gnuplot -e "format='pdf'" attention-passkey-digits-3.gp   draws attention-passkey-digits-3.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3), trained to 16: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-passkey-digits-3'
others = 86
array grey_style[86]
grey_style[1] = 2
grey_style[2] = 3
grey_style[3] = 4
grey_style[4] = 5
grey_style[5] = 6
grey_style[6] = 7
grey_style[7] = 8
grey_style[8] = 9
grey_style[9] = 10
grey_style[10] = 11
grey_style[11] = 12
grey_style[12] = 13
grey_style[13] = 14
grey_style[14] = 15
grey_style[15] = 16
grey_style[16] = 17
grey_style[17] = 18
grey_style[18] = 19
grey_style[19] = 20
grey_style[20] = 21
grey_style[21] = 22
grey_style[22] = 23
grey_style[23] = 24
grey_style[24] = 25
grey_style[25] = 45
grey_style[26] = 46
grey_style[27] = 47
grey_style[28] = 48
grey_style[29] = 49
grey_style[30] = 50
grey_style[31] = 51
grey_style[32] = 52
grey_style[33] = 53
grey_style[34] = 54
grey_style[35] = 55
grey_style[36] = 56
grey_style[37] = 57
grey_style[38] = 59
grey_style[39] = 60
grey_style[40] = 61
grey_style[41] = 62
grey_style[42] = 63
grey_style[43] = 64
grey_style[44] = 65
grey_style[45] = 66
grey_style[46] = 67
grey_style[47] = 68
grey_style[48] = 69
grey_style[49] = 70
grey_style[50] = 71
grey_style[51] = 72
grey_style[52] = 73
grey_style[53] = 74
grey_style[54] = 75
grey_style[55] = 76
grey_style[56] = 77
grey_style[57] = 78
grey_style[58] = 79
grey_style[59] = 80
grey_style[60] = 82
grey_style[61] = 83
grey_style[62] = 85
grey_style[63] = 86
grey_style[64] = 88
grey_style[65] = 89
grey_style[66] = 90
grey_style[67] = 91
grey_style[68] = 92
grey_style[69] = 93
grey_style[70] = 95
grey_style[71] = 96
grey_style[72] = 97
grey_style[73] = 98
grey_style[74] = 99
grey_style[75] = 100
grey_style[76] = 101
grey_style[77] = 102
grey_style[78] = 103
grey_style[79] = 104
grey_style[80] = 105
grey_style[81] = 106
grey_style[82] = 107
grey_style[83] = 108
grey_style[84] = 109
grey_style[85] = 110
grey_style[86] = 111
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.6028803778024376
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[111]
array row_last[111]
row_first[1] = 0; row_last[1] = 27
row_first[2] = 28; row_last[2] = 41
row_first[3] = 42; row_last[3] = 55
row_first[4] = 56; row_last[4] = 69
row_first[5] = 70; row_last[5] = 83
row_first[6] = 84; row_last[6] = 97
row_first[7] = 98; row_last[7] = 111
row_first[8] = 112; row_last[8] = 125
row_first[9] = 126; row_last[9] = 139
row_first[10] = 140; row_last[10] = 153
row_first[11] = 154; row_last[11] = 167
row_first[12] = 168; row_last[12] = 181
row_first[13] = 182; row_last[13] = 195
row_first[14] = 196; row_last[14] = 209
row_first[15] = 210; row_last[15] = 223
row_first[16] = 224; row_last[16] = 237
row_first[17] = 238; row_last[17] = 251
row_first[18] = 252; row_last[18] = 265
row_first[19] = 266; row_last[19] = 279
row_first[20] = 280; row_last[20] = 293
row_first[21] = 294; row_last[21] = 307
row_first[22] = 308; row_last[22] = 321
row_first[23] = 322; row_last[23] = 335
row_first[24] = 336; row_last[24] = 349
row_first[25] = 350; row_last[25] = 363
row_first[26] = 1356; row_last[26] = 1356
row_first[27] = 1356; row_last[27] = 1356
row_first[28] = 1356; row_last[28] = 1356
row_first[29] = 1356; row_last[29] = 1356
row_first[30] = 1356; row_last[30] = 1356
row_first[31] = 1356; row_last[31] = 1356
row_first[32] = 1356; row_last[32] = 1356
row_first[33] = 1356; row_last[33] = 1356
row_first[34] = 1356; row_last[34] = 1356
row_first[35] = 1356; row_last[35] = 1356
row_first[36] = 1356; row_last[36] = 1356
row_first[37] = 1356; row_last[37] = 1356
row_first[38] = 1356; row_last[38] = 1356
row_first[39] = 1356; row_last[39] = 1356
row_first[40] = 1356; row_last[40] = 1356
row_first[41] = 1356; row_last[41] = 1356
row_first[42] = 1356; row_last[42] = 1356
row_first[43] = 1356; row_last[43] = 1356
row_first[44] = 1356; row_last[44] = 1356
row_first[45] = 364; row_last[45] = 377
row_first[46] = 378; row_last[46] = 391
row_first[47] = 392; row_last[47] = 405
row_first[48] = 406; row_last[48] = 419
row_first[49] = 420; row_last[49] = 433
row_first[50] = 434; row_last[50] = 447
row_first[51] = 448; row_last[51] = 461
row_first[52] = 462; row_last[52] = 475
row_first[53] = 476; row_last[53] = 489
row_first[54] = 490; row_last[54] = 503
row_first[55] = 504; row_last[55] = 517
row_first[56] = 518; row_last[56] = 531
row_first[57] = 532; row_last[57] = 545
row_first[58] = 546; row_last[58] = 573
row_first[59] = 574; row_last[59] = 587
row_first[60] = 588; row_last[60] = 601
row_first[61] = 602; row_last[61] = 615
row_first[62] = 616; row_last[62] = 629
row_first[63] = 630; row_last[63] = 643
row_first[64] = 644; row_last[64] = 657
row_first[65] = 658; row_last[65] = 671
row_first[66] = 672; row_last[66] = 685
row_first[67] = 686; row_last[67] = 699
row_first[68] = 700; row_last[68] = 713
row_first[69] = 714; row_last[69] = 727
row_first[70] = 728; row_last[70] = 741
row_first[71] = 742; row_last[71] = 755
row_first[72] = 756; row_last[72] = 769
row_first[73] = 770; row_last[73] = 783
row_first[74] = 784; row_last[74] = 797
row_first[75] = 798; row_last[75] = 811
row_first[76] = 812; row_last[76] = 825
row_first[77] = 826; row_last[77] = 839
row_first[78] = 840; row_last[78] = 853
row_first[79] = 854; row_last[79] = 867
row_first[80] = 868; row_last[80] = 881
row_first[81] = 882; row_last[81] = 909
row_first[82] = 910; row_last[82] = 923
row_first[83] = 924; row_last[83] = 937
row_first[84] = 938; row_last[84] = 965
row_first[85] = 966; row_last[85] = 977
row_first[86] = 978; row_last[86] = 987
row_first[87] = 988; row_last[87] = 1015
row_first[88] = 1016; row_last[88] = 1029
row_first[89] = 1030; row_last[89] = 1043
row_first[90] = 1044; row_last[90] = 1057
row_first[91] = 1058; row_last[91] = 1071
row_first[92] = 1072; row_last[92] = 1085
row_first[93] = 1086; row_last[93] = 1099
row_first[94] = 1100; row_last[94] = 1127
row_first[95] = 1128; row_last[95] = 1141
row_first[96] = 1142; row_last[96] = 1155
row_first[97] = 1156; row_last[97] = 1169
row_first[98] = 1170; row_last[98] = 1181
row_first[99] = 1182; row_last[99] = 1195
row_first[100] = 1196; row_last[100] = 1209
row_first[101] = 1210; row_last[101] = 1221
row_first[102] = 1222; row_last[102] = 1235
row_first[103] = 1236; row_last[103] = 1249
row_first[104] = 1250; row_last[104] = 1263
row_first[105] = 1264; row_last[105] = 1277
row_first[106] = 1278; row_last[106] = 1291
row_first[107] = 1292; row_last[107] = 1305
row_first[108] = 1306; row_last[108] = 1319
row_first[109] = 1320; row_last[109] = 1331
row_first[110] = 1332; row_last[110] = 1343
row_first[111] = 1344; row_last[111] = 1355
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
load '../../charts/attention.gp'
